"""What the home page tells those who see the whole record: what nobody took, what changed, what is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cupola.modules.data.queries.filters import Filters
from cupola.modules.data.queries.queue import Line, NotRun, not_run, queue, since
from cupola.shell.announcements import Need
from cupola.shell.templatetags.ui import day, hours
from cupola.workspace.models import CheckResult, Publication, User
from cupola.workspace.policy import everywhere

CHECKS_SHOWN = 3
REASONS_SHOWN = 4
NOT_GIVEN = Filters(priority="error", standing="unassigned")
BELOW_ONES_OWN = 200


@dataclass(frozen=True, slots=True)
class SinceLast:
    """What the newest record changed in the findings, against the record of `before`."""

    before: date
    opened: int
    closed: int
    came_back: int
    opened_url: str
    closed_url: str


@dataclass(frozen=True, slots=True)
class NotLookedAt:
    """Checks that could not run, by their reason, the most frequent first."""

    reasons: tuple[NotRun, ...]
    more: int


def not_given(user: User) -> list[Need]:
    """The dearest errors that nobody was given, for those who give out work in the whole district."""
    if not everywhere(user, "decide findings"):
        return []
    lines = queue(NOT_GIVEN, user).lines[:CHECKS_SHOWN]
    return [_need(line, BELOW_ONES_OWN - place) for place, line in enumerate(lines)]


def _need(line: Line, weight: int) -> Need:
    rows = ngettext("%(n)s row", "%(n)s rows", line.count) % {"n": f"{line.count:,}"}
    text = _("%(rows)s, for %(who)s. Nobody was given it yet.") % {"rows": rows, "who": line.who}
    due = _("due %(day)s") % {"day": day(line.due_on)} if line.due_on else _("no date")
    return Need(line.title, text, line.url, hours(line.minutes), due, weight=weight)


def since_last(user: User) -> SinceLast | None:
    """What became better and worse; nothing before a second record."""
    newest, last = Publication.newest(), since()
    if newest is None or last.before is None or not everywhere(user, "see findings"):
        return None
    here = reverse("data:findings")
    return SinceLast(
        before=last.before,
        opened=newest.opened,
        closed=newest.closed,
        came_back=newest.came_back,
        opened_url=here + Filters(since=last.snapshot).address(),
        closed_url=here + Filters(standing="fixed").address(),
    )


def not_looked_at(user: User) -> NotLookedAt | None:
    """What the record cannot answer; nothing when every check ran."""
    if not everywhere(user, "see findings"):
        return None
    reasons = not_run(CheckResult.objects.filter(ran=False))
    if not reasons:
        return None
    return NotLookedAt(reasons[:REASONS_SHOWN], sum(len(each.checks) for each in reasons[REASONS_SHOWN:]))
