"""Tells Django of this room."""

from __future__ import annotations

from datetime import time

from django.apps import AppConfig


class DataConfig(AppConfig):
    """Deliveries, findings and schools."""

    name = "cupola.modules.data"
    label = "data"

    def ready(self) -> None:
        """Have the weekly mail sent on Monday mornings."""
        from cupola.modules.data.digest import send_digests
        from cupola.workspace.schedule import MONDAY, Timed, announce

        announce(Timed("digests", send_digests.enqueue, time(6, 30), MONDAY))
