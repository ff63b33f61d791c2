from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0010_words_of_everybody")]
    operations = [
        migrations.RemoveIndex("person", "people_by_name"),
        migrations.RemoveField("person", "search_key"),
    ]
