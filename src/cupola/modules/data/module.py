"""What the room of the record announces."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cupola.modules.data.queries import deliveries, findings, home, schools
from cupola.shell.announcements import Announcement, Card, Linkable, Page

ANNOUNCEMENT = Announcement(
    name="data",
    title=_("Record"),
    pages=(
        Page("today", _("Today"), "shell:today", "", help="today"),
        Page(
            *("record", _("Deliveries"), "data:deliveries", "see deliveries"),
            count=deliveries.held_in_words,
            help="deliveries",
        ),
        Page(
            *("record", _("Findings"), "data:findings", "see findings"),
            count=findings.open_in_words,
            help="findings",
        ),
        Page("record", _("Schools"), "data:schools", "see schools", help="schools"),
    ),
    needs=(deliveries.needs, findings.needs, home.not_given),
    cards=(
        Card("data/cards/since.html", home.since_last, is_aside=True),
        Card("data/cards/not_looked_at.html", home.not_looked_at, order=90),
    ),
    search=(schools.search, findings.search),
    dates=(findings.dates,),
    links=(Linkable("finding", _("Finding"), findings.open_checks, findings.check_url),),
)
