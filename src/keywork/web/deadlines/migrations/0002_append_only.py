from django.db import migrations

from keywork.web.kernel.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_initial")]
    operations = [append_only("deadlines_lawsetting")]
