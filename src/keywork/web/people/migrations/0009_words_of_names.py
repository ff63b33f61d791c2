import django.db.models.deletion
from django.db import migrations, models

from keywork.web.kernel.models import BytewiseField


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_closed_settings"), ("people", "0008_people_by_name")]
    operations = [
        migrations.CreateModel(
            name="NameWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("word", BytewiseField(max_length=60)),
                (
                    "authority",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["authority", "word", "person"], name="people_by_word")],
                "constraints": [models.UniqueConstraint(fields=("person", "word"), name="one_row_of_a_word")],
            },
        ),
    ]
