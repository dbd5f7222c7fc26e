"""What this room does by itself at night."""

from __future__ import annotations

from django_tasks import task


@task()
def look_after_surveys() -> None:
    """Open and close surveys on their days."""
