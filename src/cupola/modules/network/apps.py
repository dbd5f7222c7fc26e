"""Tells Django of this room."""

from __future__ import annotations

from datetime import time, timedelta

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """The calendar, bell schedules, and what is watched."""

    name = "cupola.modules.network"
    label = "network"

    def ready(self) -> None:
        """Have targets asked by the job worker, as soon as that is switched on."""
        from cupola.modules.network.jobs import begin_asking
        from cupola.workspace.schedule import Timed, announce

        announce(Timed("probes", begin_asking, time(0), every=timedelta(minutes=1)))
