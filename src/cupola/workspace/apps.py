"""Tells Django of the workspace."""

from __future__ import annotations

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """The shared tables and their services."""

    name = "cupola.workspace"
    label = "workspace"
    default_auto_field = "django.db.models.BigAutoField"
