"""Tells Django of the shell."""

from __future__ import annotations

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """The look that every room shares."""

    name = "cupola.shell"
    label = "shell"

    def ready(self) -> None:
        """Tell the workspace what rooms deliver to the record, and what they make of the sample district."""
        from cupola.shell.announcements import announcements
        from cupola.workspace import own_record, sampling

        for room in announcements():
            for table in room.exports:
                own_record.announce(table)
            if room.sample is not None and room.forget is not None:
                sampling.announce(sampling.Life(room.name, room.sample, room.forget))
