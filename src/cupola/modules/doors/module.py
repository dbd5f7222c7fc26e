"""What the room of people and doors announces."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cupola.shell.announcements import Announcement, Page

ANNOUNCEMENT = Announcement(
    name="doors",
    title=_("People and doors"),
    pages=(
        Page("settings", _("People"), "doors:people", "see people", help="people"),
        Page("settings", _("Audit trail"), "doors:audit", "see audit", help="audit"),
    ),
)
