"""Tells Django of this room."""

from __future__ import annotations

from django.apps import AppConfig


class SameConfig(AppConfig):
    """Pairs that a person decides, and what sources disagree about."""

    name = "cupola.modules.same"
    label = "same"

    def ready(self) -> None:
        """Have links made and brought here after each publication."""
        from cupola.modules.same.jobs import take_links
        from cupola.modules.same.taking import is_behind
        from cupola.workspace.after_publishing import Follower, announce

        announce(Follower("links", take_links, is_behind))
