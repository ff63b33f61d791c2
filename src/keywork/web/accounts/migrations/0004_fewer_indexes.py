from django.db import migrations, models

from keywork.web.kernel import clock
from keywork.web.kernel.indexes import without_own_index


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_cache")]
    operations = [
        migrations.RemoveIndex("accessentry", "access_newest_first"),
        without_own_index("accounts", "accessentry", "action", models.CharField(max_length=60)),
        without_own_index("accounts", "accessentry", "actor", models.CharField(max_length=60)),
        without_own_index("accounts", "accessentry", "at", models.DateTimeField(default=clock.now)),
        without_own_index(
            "accounts",
            "accessentry",
            "authority",
            models.ForeignKey(
                "accounts.authority", models.PROTECT, null=True, related_name="+", db_index=False
            ),
        ),
        migrations.AddIndex("accessentry", models.Index(fields=["authority", "at"], name="access_by_day")),
        migrations.AddIndex("accessentry", models.Index(fields=["authority", "actor", "at"], name="access_by_person")),
    ]
