"""The job of this room: the links of the snapshot that pages show."""

from __future__ import annotations

from django_tasks import task

from cupola.modules.same import taking


@task()
def take_links() -> None:
    """Link the published snapshot where that is not done yet, and bring pairs and differences into this room."""
    taking.take()
