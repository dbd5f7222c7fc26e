"""Tells Django of this room."""

from __future__ import annotations

from django.apps import AppConfig


class LeadershipConfig(AppConfig):
    """The diary and the case for the seat."""

    name = "cupola.modules.leadership"
    label = "leadership"
