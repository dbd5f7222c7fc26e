"""Tells Django of this room."""

from __future__ import annotations

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    """The register of systems, and audit results."""

    name = "cupola.modules.flows"
    label = "flows"
