"""What this room does by itself at night, and after answers came in."""

from __future__ import annotations

from django_tasks import task

from cupola.modules.voice.surveys import comments, opening


@task()
def look_after_surveys() -> None:
    """Close surveys on their days, and take names out of comments that still wait."""
    opening.close_due()
    comments.mask_waiting()


@task()
def mask_comments() -> None:
    """Take names out of comments that wait; doing it twice does no harm."""
    comments.mask_waiting()
