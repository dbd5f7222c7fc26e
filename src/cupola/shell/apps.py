"""Tells Django of the shell."""

from __future__ import annotations

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """The look that every room shares."""

    name = "cupola.shell"
    label = "shell"
