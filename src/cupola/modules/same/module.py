"""What the room of pairs announces."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cupola.modules.same.queries import figures
from cupola.shell.announcements import Announcement, Page

ANNOUNCEMENT = Announcement(
    name="same",
    title=_("Same or different"),
    pages=(
        Page("record", _("Same or different"), "same:review", "review links", count=figures.waiting, help="same"),
        Page("record", _("Sources disagree"), "same:differing", "review links", help="same"),
    ),
)
