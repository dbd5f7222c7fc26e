"""Tells Django of this room."""

from __future__ import annotations

from datetime import time

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    """Notes, sessions, pains, themes, promises and surveys."""

    name = "cupola.modules.voice"
    label = "voice"

    def ready(self) -> None:
        """Have surveys opened and closed on their days, and names taken out of comments, every night."""
        from cupola.modules.voice.jobs import look_after_surveys
        from cupola.workspace.schedule import Timed, announce

        announce(Timed("surveys", look_after_surveys.enqueue, time(0, 20)))
