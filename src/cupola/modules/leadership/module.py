"""What the room announces."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cupola.modules.leadership import sample
from cupola.modules.leadership.queries import diary, seat
from cupola.shell.announcements import Announcement, Page

ANNOUNCEMENT = Announcement(
    name="leadership",
    title=_("My practice"),
    pages=(
        Page("settings", _("My time"), "leadership:practice", "keep own time", help="practice"),
        Page("settings", _("Seat at the table"), "leadership:seat", "keep own time", help="practice"),
    ),
    search=(seat.search,),
    dates=(diary.dates,),
    sample=sample.bring,
    forget=sample.forget,
)
