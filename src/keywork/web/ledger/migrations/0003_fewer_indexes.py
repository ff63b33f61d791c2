from django.db import migrations, models

from keywork.web.kernel.indexes import without_own_index


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]
    operations = [
        without_own_index(
            "ledger",
            "ledgerevent",
            "authority",
            models.ForeignKey("accounts.authority", models.PROTECT, related_name="+", db_index=False),
        ),
        without_own_index(
            "ledger",
            "ledgerevent",
            "corrects",
            models.ForeignKey("ledger.ledgerevent", models.PROTECT, null=True, related_name="+", db_index=False),
        ),
    ]
