"""Tells Django of this room."""

from __future__ import annotations

from django.apps import AppConfig


class DoorsConfig(AppConfig):
    """People, roles and the audit trail."""

    name = "cupola.modules.doors"
    label = "doors"
