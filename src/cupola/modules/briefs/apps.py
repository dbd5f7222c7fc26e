"""Tells Django of this room."""

from __future__ import annotations

from django.apps import AppConfig


class BriefsConfig(AppConfig):
    """Papers for cabinet and board."""

    name = "cupola.modules.briefs"
    label = "briefs"
