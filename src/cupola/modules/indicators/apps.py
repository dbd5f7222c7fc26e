"""Tells Django of this room."""

from __future__ import annotations

from datetime import time

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Measures, targets, alerts and events."""

    name = "cupola.modules.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Have targets looked at after each publication and every night; give the sample district its history."""
        from cupola.modules.indicators import alerting, sample_history
        from cupola.modules.indicators.jobs import bring_history, look_at_targets
        from cupola.modules.indicators.queries.six import aims_for
        from cupola.workspace import after_publishing, schedule, targets
        from cupola.workspace.after_publishing import Follower
        from cupola.workspace.schedule import Timed

        after_publishing.announce(Follower("targets", look_at_targets, alerting.is_behind))
        after_publishing.announce(Follower("sample history", bring_history, sample_history.is_behind))
        targets.announce("indicators", aims_for)
        schedule.announce(Timed("targets", look_at_targets.enqueue, time(0, 40)))
