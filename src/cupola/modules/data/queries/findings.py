"""What pages read of findings, always within what the reader may see."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import ngettext

from cupola.shell.announcements import Day
from cupola.workspace.models import Finding, User
from cupola.workspace.policy import visible

DAYS_SHOWN = 20


def open_findings(user: User) -> QuerySet[Finding]:
    """Open findings that the user may see."""
    return visible(Finding.objects.filter(is_open=True), user)


def open_in_words(user: User) -> str:
    """The count beside the word in the navigation."""
    return f"{open_findings(user).count():,}"


def dates(user: User) -> list[Day]:
    """Due dates of findings that the user may see."""
    due = open_findings(user).filter(due_on__isnull=False).order_by("due_on").values_list("due_on")
    counted: list[tuple[date, int]] = list(due.annotate(n=Count("pk"))[:DAYS_SHOWN])
    return [Day(on, ngettext("%(n)s finding due", "%(n)s findings due", n) % {"n": f"{n:,}"}) for on, n in counted]
