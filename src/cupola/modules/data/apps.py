"""Tells Django of this room."""

from __future__ import annotations

from django.apps import AppConfig


class DataConfig(AppConfig):
    """Deliveries, findings and schools."""

    name = "cupola.modules.data"
    label = "data"
