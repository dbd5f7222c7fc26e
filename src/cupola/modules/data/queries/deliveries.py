"""What is told of deliveries: on their own pages and outside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cupola.engine.journey import catalogue
from cupola.engine.record.store import open_store
from cupola.shell.announcements import Need
from cupola.workspace.keeping import KeptFile, kept_files, upload_of
from cupola.workspace.models import Delivery, DeliveryFile, DeliveryState, School, User
from cupola.workspace.policy import can, everywhere, visible

PAGE = 25
MORE_SCHOOLS = 12
# How each state looks: mark and colour; the word stands beside it.
LOOKS = {
    DeliveryState.HELD: ("held", "held"),
    DeliveryState.READY: ("open", "held"),
    DeliveryState.APPLIED: ("ok", "ok"),
    DeliveryState.FAILED: ("bad", "crit"),
    DeliveryState.NOTHING_NEW: ("none", ""),
    DeliveryState.PUT_ASIDE: ("none", ""),
    DeliveryState.UNDONE: ("none", ""),
}
ROADS = {
    "upload": gettext_lazy("dropped in"),
    "folder": gettext_lazy("from the watched folder"),
    "command": gettext_lazy("by cupola load"),
    "sample": gettext_lazy("sample district"),
    "cupola": gettext_lazy("entered in Cupola"),
}
TITLES = {
    "persons": gettext_lazy("People"),
    "enrollments": gettext_lazy("Enrollments"),
    "classes": gettext_lazy("Classes"),
    "program_associations": gettext_lazy("Programs"),
    "devices": gettext_lazy("Devices"),
    "accounts": gettext_lazy("Accounts"),
    "assessment_results": gettext_lazy("Test results"),
    "attendance_events": gettext_lazy("Attendance"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A delivery in the list."""

    row: Delivery
    state: str
    mark: str
    colour: str
    road: str
    files: int
    rows: int | None
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class DeliveryList:
    """One page of the list; `may_bring` shows the drop zone."""

    page: Page[Any]
    lines: tuple[Line, ...]
    may_bring: bool
    largest: str


def deliveries_page(user: User, number: str) -> DeliveryList:
    """The deliveries that the user may see, newest first."""
    seen = visible(Delivery.objects.all(), user, "see deliveries")
    counted = (
        seen.select_related("brought_by")
        .annotate(n_files=Count("files"), n_rows=Sum("files__rows"))
        .order_by("-came_at", "-pk")
    )
    page = Paginator(counted, PAGE).get_page(number)
    now = open_store(settings.DATA_FOLDER).current()
    return DeliveryList(
        page=page,
        lines=tuple(_line(each, now.id if now else "") for each in page),
        may_bring=everywhere(user, "bring deliveries"),
        largest=f"{settings.OPTIONS.upload_megabytes:,}",
    )


def _line(row: Delivery, now: str) -> Line:
    mark, colour = LOOKS.get(DeliveryState(row.state), ("clock", ""))
    return Line(
        row, row.get_state_display(), mark, colour, str(ROADS.get(row.came_by, row.came_by)),
        row.n_files, row.n_rows, bool(now) and row.snapshot == now,  # type: ignore[attr-defined]
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """What would change at one school in one table."""

    name: str
    new: int
    changed: int
    gone: int


@dataclass(frozen=True, slots=True)
class TableChange:
    """What would change in one table; `schools` begin with those that lose most, `more` are folded away."""

    title: str
    before: int
    after: int
    new: int
    changed: int
    gone: int
    schools: tuple[SchoolLine, ...]
    more: tuple[SchoolLine, ...]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """How many findings of one check would appear and disappear."""

    id: str
    title: str
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class DeliveryShown:
    """A delivery's page."""

    mark: str
    colour: str
    road: str
    files: tuple[DeliveryFile, ...]
    unread: int
    set_aside: int
    held: tuple[Mapping[str, Any], ...]
    is_final: bool
    unconfirmed: tuple[DeliveryFile, ...]
    tables: tuple[TableChange, ...]
    same: tuple[str, ...]
    checks: tuple[CheckLine, ...]
    opens: int
    closes: int
    new: int
    changed: int
    gone: int
    kept: tuple[KeptFile, ...]
    may_apply: bool
    may_bring: bool
    may_take: bool
    may_undo: bool
    undo_first: tuple[Delivery, ...]
    has_files: bool


def delivery_page(delivery: Delivery, user: User) -> DeliveryShown:
    """All that is told of one delivery."""
    told = delivery.preview or {}
    files = tuple(delivery.files.all())
    tables = tuple(_tables(told))
    checks = _checks(told)
    mark, colour = LOOKS.get(DeliveryState(delivery.state), ("clock", ""))
    moving = tuple(each for each in tables if each.new or each.changed or each.gone)
    held = tuple(told.get("held") or ())
    may_undo, first = _undo(delivery)
    return DeliveryShown(
        mark=mark,
        colour=colour,
        road=str(ROADS.get(delivery.came_by, delivery.came_by)),
        files=files,
        unread=sum(1 for file in files if not file.recognised_as),
        set_aside=sum(file.rows_set_aside or 0 for file in files),
        held=held,
        is_final=any(each.get("final") for each in held),
        unconfirmed=tuple(file for file in files if file.mapping == "proposed"),
        tables=moving,
        same=tuple(each.title for each in tables if each not in moving),
        checks=checks,
        opens=sum(each.opens for each in checks),
        closes=sum(each.closes for each in checks),
        new=sum(each.new for each in moving),
        changed=sum(each.changed for each in moving),
        gone=sum(each.gone for each in moving),
        kept=kept_files(delivery),
        may_apply=everywhere(user, "apply deliveries"),
        may_bring=everywhere(user, "bring deliveries"),
        may_take=everywhere(user, "see any names"),
        may_undo=may_undo,
        undo_first=first,
        has_files=upload_of(delivery).is_dir(),
    )


def _undo(delivery: Delivery) -> tuple[bool, tuple[Delivery, ...]]:
    """Whether it can be undone now, and which must be undone before it, newest first."""
    if delivery.state != DeliveryState.APPLIED:
        return False, ()
    now = open_store(settings.DATA_FOLDER).current()
    if now is not None and now.id == delivery.snapshot:
        return now.parent is not None, ()
    later = Delivery.objects.filter(state=DeliveryState.APPLIED, snapshot__gt=delivery.snapshot)
    return False, tuple(later.order_by("-snapshot")[:5])


def _tables(told: Mapping[str, Any]) -> list[TableChange]:
    names = dict(School.objects.values_list("key", "name"))
    return [_table(each, names) for each in told.get("tables") or ()]


def _table(told: Mapping[str, Any], names: Mapping[str, str]) -> TableChange:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for each in told["schools"]:
        name = names.get(each["key"]) or each["key"].rpartition(":")[2] or _("No school")
        for place, kind in enumerate(("new", "changed", "gone")):
            sums[name][place] += each[kind]
    lines = [SchoolLine(name, *counts) for name, counts in sums.items() if any(counts)]
    lines.sort(key=lambda line: (-line.gone, -line.changed - line.new, line.name))
    return TableChange(
        title=str(TITLES.get(told["table"], told["table"])),
        before=told["before"],
        after=told["after"],
        new=told["new"],
        changed=told["changed"],
        gone=told["gone"],
        schools=tuple(lines[:MORE_SCHOOLS]),
        more=tuple(lines[MORE_SCHOOLS:]),
    )


def _checks(told: Mapping[str, Any]) -> tuple[CheckLine, ...]:
    moved = told.get("checks") or ()
    if not moved:
        return ()
    titles = {check.id: check.title for check in catalogue(settings.DATA_FOLDER)}
    lines = (CheckLine(each["check"], titles.get(each["check"], each["check"]), each["opens"], each["closes"])
             for each in moved)  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (-line.opens - line.closes, line.id)))


def held_in_words(user: User) -> str:
    """`1 held`, or nothing."""
    held = Delivery.objects.filter(state=DeliveryState.HELD).count()
    return _("%(n)s held") % {"n": held} if held else ""


def needs(user: User) -> list[Need]:
    """Deliveries that wait for a decision."""
    if not can(user, "apply deliveries"):
        return []
    waiting = Delivery.objects.filter(state__in=(DeliveryState.HELD, DeliveryState.READY))
    return [
        Need(
            title=_("A delivery waits for a decision"),
            text=_("Brought by %(who)s.") % {"who": each.who},
            url=reverse("data:delivery", args=[each.pk]),
            stake=each.get_state_display(),
            is_held=each.state == DeliveryState.HELD,
            weight=1_000,
        )
        for each in waiting
    ]
