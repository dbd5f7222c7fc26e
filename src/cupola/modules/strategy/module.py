"""What the room announces."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cupola.modules.strategy import sample
from cupola.modules.strategy.queries import told
from cupola.shell.announcements import Announcement, Linkable, Page

# Every role that sees the plan of the whole district sees the record too, and a school leader does not: pages of the
# whole plan need this verb to stand in the navigation, and their own guard asks once more.
WHOLE = "see the record"

ANNOUNCEMENT = Announcement(
    name="strategy",
    title=_("Plan"),
    pages=(
        Page("plan", _("Goals and timeline"), "strategy:plan", "see plan", help="plan"),
        Page("plan", _("Needs"), "strategy:needs", "see plan", help="needs"),
        Page(
            *("plan", _("Decisions"), "strategy:asks", WHOLE),
            count=told.asks_in_words,
            help="decisions-asked",
        ),
        Page("plan", _("What does not fit"), "strategy:fitting", WHOLE, help="plan"),
        Page("plan", _("Classroom tools"), "strategy:pilots", WHOLE, help="plan"),
        Page("briefs", _("The plan, for everybody"), "strategy:public", "read public pages", help="plan"),
    ),
    needs=(told.asks_waiting, told.milestones_overdue),
    search=(told.search,),
    dates=(told.dates,),
    links=(
        Linkable("plan", _("Plan"), told.items, told.address_of),
        Linkable("need", _("Need"), told.open_needs, told.need_address),
    ),
    sample=sample.bring,
    forget=sample.forget,
)
