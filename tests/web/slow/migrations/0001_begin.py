"""A table that stays when the next migration is cut off."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("workspace", "0001_begin"),)
    operations = (
        migrations.CreateModel("Bell", [("id", models.BigAutoField(primary_key=True)), ("tone", models.TextField())]),
    )
