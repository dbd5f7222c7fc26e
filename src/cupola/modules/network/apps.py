"""Tells Django of this room."""

from __future__ import annotations

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """The calendar, bell schedules, and what is watched."""

    name = "cupola.modules.network"
    label = "network"
