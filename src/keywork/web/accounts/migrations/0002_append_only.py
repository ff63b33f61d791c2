from django.db import migrations

from keywork.web.kernel.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [append_only("accounts_accessentry")]
