from django.conf import settings
from django.db import migrations, models

from keywork.web.kernel.indexes import without_own_index


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_involvement"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        without_own_index(
            "people",
            "casecard",
            "cover",
            models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False),
        ),
        migrations.AddIndex(
            "casecard", models.Index(fields=["cover"], name="covered_cards", condition=models.Q(cover__isnull=False))
        ),
        migrations.RemoveIndex("involvement", "involvements_of_a_body"),
        migrations.AddIndex(
            "involvement",
            models.Index(
                fields=["authority", "organisation", "relation"],
                name="involvements_of_a_body",
                condition=models.Q(organisation__isnull=False),
            ),
        ),
    ]
