import django.db.models.deletion
from django.db import migrations, models

from keywork.web.kernel.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_fewer_indexes"), ("people", "0002_setting_from_the_record")]
    operations = [
        migrations.CreateModel(
            name="DetailsChange",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.authority"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="people.person"
                    ),
                ),
            ],
        ),
        append_only("people_detailschange"),
    ]
