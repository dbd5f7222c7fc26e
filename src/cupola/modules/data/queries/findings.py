"""What is told of findings outside their own pages, always within what the reader may see."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cupola.modules.data.queries.filters import WORKED_ON, Filters, found
from cupola.modules.data.queries.manuals import matching, title_of
from cupola.shell.announcements import Day, Hit, Need
from cupola.workspace.models import Finding, User
from cupola.workspace.policy import can, visible

DAYS_SHOWN = 20
HITS_SHOWN = 20
SHORTEST_SEARCH = 3


def open_findings(user: User) -> QuerySet[Finding]:
    """Findings to be worked on that the user may see: open, and neither accepted nor set aside."""
    return visible(Finding.objects.filter(is_open=True, standing__in=WORKED_ON), user)


def open_in_words(user: User) -> str:
    """The count beside the word in the navigation."""
    return f"{open_findings(user).count():,}"


def dates(user: User) -> list[Day]:
    """Due dates of findings that the user may see."""
    due = open_findings(user).filter(due_on__isnull=False).order_by("due_on").values_list("due_on")
    counted: list[tuple[date, int]] = list(due.annotate(n=Count("pk"))[:DAYS_SHOWN])
    url = reverse("data:findings") + Filters(order="due").address()
    return [Day(on, ngettext("%(n)s finding due", "%(n)s findings due", n) % {"n": f"{n:,}"}, url) for on, n in counted]


def needs(user: User) -> list[Need]:
    """What a person has to do: their own overdue findings, those due soon, and what waits for them or their role."""
    if not can(user, "see findings"):
        return []
    today = timezone.localdate()
    wanted = (
        (Filters(who="me", due="overdue"), _("Findings of yours are overdue"), 900),
        (Filters(who="me", due="week"), _("Findings of yours are due within a week"), 700),
        (Filters(who="mine"), _("Findings wait for you or your role"), 300),
    )
    told: list[Need] = []
    for asked, title, weight in wanted:
        n = found(asked, user, today).count()
        if n:
            words = ngettext("%(n)s finding", "%(n)s findings", n) % {"n": f"{n:,}"}
            url = reverse("data:findings") + asked.address()
            told.append(Need(title, _("Each says in plain words how it is put right."), url, words, weight=weight))
    return told[:1]


def search(user: User, words: str) -> list[Hit]:
    """Checks by id or title, and findings by their id or the name of their file."""
    if not can(user, "see findings"):
        return []
    checks = [
        Hit(each.title, _("Checks"), reverse("data:check", args=[each.id]), each.id)
        for each in matching(words)[:HITS_SHOWN]
    ]
    if len(words) < SHORTEST_SEARCH:
        return checks
    rows = visible(Finding.objects.filter(is_open=True), user).order_by()
    hits = rows.filter(fingerprint=words) if len(words) == 16 else rows.filter(file__icontains=words)
    found_ = hits.values_list("fingerprint", "check_id", "file", "line")[:HITS_SHOWN]
    return [
        *checks,
        *(
            Hit(title_of(check), _("Findings"), reverse("data:finding", args=[print_]), f"{file} {line or ''}".strip())
            for print_, check, file, line in found_
        ),
    ]


def open_checks(user: User) -> list[tuple[str, str]]:
    """Checks that have open findings which the user may see, with their titles: what others may point to."""
    found_of = open_findings(user).order_by().values_list("check_id", flat=True).distinct()
    return sorted(((check, title_of(check)) for check in found_of), key=lambda each: each[1])


def check_url(check: str) -> str:
    """The page of a check."""
    return reverse("data:check", args=[check])
