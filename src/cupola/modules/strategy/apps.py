"""Tells Django of this room."""

from __future__ import annotations

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """Needs, goals, initiatives, milestones and decisions."""

    name = "cupola.modules.strategy"
    label = "strategy"
