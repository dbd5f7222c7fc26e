"""What the page of the audit trail shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone

from cupola.workspace.models import AuditEntry

ON_A_PAGE = 100
HEADER = ("line", "at", "who", "act", "thing", "reason", "details", "hash")


@dataclass(frozen=True, slots=True)
class Asked:
    """How the trail is narrowed."""

    act: str
    who: str
    thing: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the trail."""

    number: int
    at: datetime
    who: str
    act: str
    thing: str
    reason: str
    details: str
    hash: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """The trail with its filters, and the hash of its head."""

    asked: Asked
    lines: tuple[Line, ...]
    page: Page[AuditEntry]
    acts: tuple[str, ...]
    head: Line | None


def audit_page(asked: Asked, number: str) -> AuditPage:
    """The newest lines first."""
    page = Paginator(_found(asked), ON_A_PAGE).get_page(number)
    acts = tuple(AuditEntry.objects.order_by("act").values_list("act", flat=True).distinct())
    head = AuditEntry.objects.order_by("-pk").first()
    return AuditPage(asked, tuple(_line(entry) for entry in page), page, acts, _line(head) if head else None)


def rows(asked: Asked) -> Iterator[tuple[str, ...]]:
    """The same lines as rows of a file."""
    for entry in _found(asked).iterator(chunk_size=2_000):
        line = _line(entry)
        moment = line.at.isoformat(timespec="seconds")
        yield (str(line.number), moment, line.who, line.act, line.thing, line.reason, line.details, entry.line_hash)


def _found(asked: Asked) -> QuerySet[AuditEntry]:
    found = AuditEntry.objects.order_by("-pk")
    if asked.act:
        found = found.filter(act=asked.act)
    if asked.who:
        found = found.filter(who__icontains=asked.who)
    if asked.thing:
        found = found.filter(thing__startswith=asked.thing)
    if asked.since:
        found = found.filter(at__gte=_begin(asked.since))
    if asked.until:
        found = found.filter(at__lt=_begin(asked.until + timedelta(days=1)))
    return found


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _line(entry: AuditEntry) -> Line:
    details = ", ".join(f"{name}: {_short(value)}" for name, value in entry.details.items())
    return Line(entry.pk, entry.at, entry.who, entry.act, entry.thing, entry.reason, details, entry.line_hash)


def _short(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value[:3]) + (f" and {len(value) - 3} more" if len(value) > 3 else "")
    return str(value)
