"""Remembers when timed jobs were last begun, and finds findings by owner and by the end of an acceptance."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workspace", "0010_mappings_of_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True)),
                ("last_at", models.DateTimeField()),
            ],
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["owner", "is_open"], name="finding_owner"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["until"], name="finding_until"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                fields=[
                    "check_id",
                    "school",
                    "owner",
                    "role",
                    "is_open",
                    "standing",
                    "severity",
                    "due_on",
                    "rows",
                    "minutes",
                    "priority",
                    "first_seen",
                    "first_snapshot",
                ],
                name="finding_sums",
            ),
        ),
    ]
