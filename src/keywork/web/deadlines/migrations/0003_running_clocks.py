from typing import Any

from django.db import migrations, models

from keywork.web.kernel.indexes import without_own_index

FALL_DUE = ("limit", "interval", "target")


def mark_running(apps: Any, _: object) -> None:
    """Mark the clocks that run; everything else that is new comes with ``keywork deadlines rebuild``."""
    clocks = apps.get_model("deadlines", "ClockRow").objects
    clocks.filter(is_open=True, legal_deadline__isnull=False, duty_kind__in=FALL_DUE).update(is_running=True)


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0002_append_only")]
    operations = [
        migrations.RemoveIndex("clockrow", "clocks_by_deadline"),
        migrations.RemoveIndex("clockrow", "clocks_of_a_duty"),
        migrations.AddField("casesummary", "setting", models.CharField(blank=True, max_length=20, default=""), False),
        migrations.AddField("clockrow", "is_running", models.BooleanField(default=False), False),
        migrations.RunPython(mark_running, migrations.RunPython.noop),
        *(
            without_own_index(
                "deadlines",
                model,
                "authority",
                models.ForeignKey("accounts.authority", models.PROTECT, related_name="+", db_index=False),
            )
            for model in ("casesummary", "clockrow")
        ),
        migrations.AddIndex(
            "clockrow",
            models.Index(
                condition=models.Q(("is_running", True)),
                fields=["authority", "legal_deadline", "duty_kind", "owner", "case"],
                name="running_clocks",
            ),
        ),
        migrations.AddIndex(
            "clockrow",
            models.Index(
                condition=models.Q(("is_running", True)),
                fields=["case", "authority", "legal_deadline", "duty_kind", "owner"],
                name="running_clocks_of_a_case",
            ),
        ),
    ]
