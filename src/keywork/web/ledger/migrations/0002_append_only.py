from django.db import migrations

from keywork.web.kernel.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [append_only("ledger_ledgerevent"), append_only("ledger_eventpayload")]
