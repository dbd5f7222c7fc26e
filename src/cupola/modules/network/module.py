"""What this room announces."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cupola.modules.network import sample
from cupola.modules.network.exporting import CIRCUITS, DAYS, INTERVALS, MONITORS, PERIODS
from cupola.modules.network.queries import closed
from cupola.shell.announcements import Announcement, Page

ANNOUNCEMENT = Announcement(
    name="network",
    title=_("Network"),
    pages=(
        Page("measures", _("Calendar and bells"), "network:calendar", "see systems", help="network"),
        Page("measures", _("What is watched"), "network:targets", "see systems", help="network"),
        Page("measures", _("Lines and bandwidth"), "network:circuits", "see systems", help="circuits"),
    ),
    closed=closed,
    exports=(DAYS, PERIODS, MONITORS, INTERVALS, CIRCUITS),
    sample=sample.bring,
    forget=sample.forget,
)
