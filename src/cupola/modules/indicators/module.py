"""What this room announces."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cupola.modules.indicators import sample
from cupola.modules.indicators.queries import listing, six, targets
from cupola.shell.announcements import Announcement, Card, Page

ANNOUNCEMENT = Announcement(
    name="indicators",
    title=_("Measures"),
    pages=(
        Page("measures", _("Six indicators"), "indicators:six", "see figures", help="indicators"),
        Page("measures", _("All measures"), "indicators:measures", "see figures", help="indicators"),
        Page("measures", _("Schools"), "indicators:schools", "see figures", help="school-figures"),
        Page("measures", _("Compare"), "indicators:compare", "see figures", help="school-figures"),
        Page("measures", _("Achievement"), "indicators:achievement", "see achievement", help="achievement"),
        Page("measures", _("Targets and events"), "indicators:targets", "see figures", help="targets"),
    ),
    cards=(Card("indicators/cards/six.html", six.six_card, order=30),),
    needs=(targets.needs,),
    search=(listing.search,),
    dates=(targets.dates,),
    sample=sample.bring,
    forget=sample.forget,
)
