"""Tells Django of the workspace."""

from __future__ import annotations

from datetime import time

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """The shared tables and their services."""

    name = "cupola.workspace"
    label = "workspace"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have acceptances that ran out brought back every night, and what was entered taken into the record."""
        from cupola.workspace.jobs import deliver_own, expire_acceptances
        from cupola.workspace.schedule import Timed, announce

        announce(Timed("acceptances", expire_acceptances.enqueue, time(0, 10)))
        announce(Timed("own record", deliver_own.enqueue, time(1, 10)))
