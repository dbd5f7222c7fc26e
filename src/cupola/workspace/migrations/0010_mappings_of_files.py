"""Which files are lists, and by which mapping they were read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workspace", "0001_begin"),
    ]

    operations = [
        migrations.AddField(
            model_name="deliveryfile",
            name="look",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="deliveryfile",
            name="mapping",
            field=models.CharField(blank=True, max_length=10),
        ),
    ]
