"""Who holds no device, two or more, or a loaner past its day; and when support of which models ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.db.models.functions import TruncMonth

from cupola.modules.devices.models import HolderRow, Inventory
from cupola.modules.devices.queries.devices import VERB, rows
from cupola.modules.devices.words import HOLDERS
from cupola.workspace.models import School, User
from cupola.workspace.policy import can, visible

ON_A_PAGE = 50
MONTHS_AHEAD = 36


@dataclass(frozen=True, slots=True)
class HoldersPage:
    """The three lists with their counts; the one that is asked for is shown."""

    inventory: Inventory | None
    kind: str
    school: str
    counts: Mapping[str, int]
    page: Page[HolderRow]
    devices: Mapping[str, tuple[int, str]]
    schools: tuple[School, ...]
    may_ask_who: bool

    @property
    def query(self) -> str:
        """What is asked for, for the next page of the list."""
        return urlencode({"kind": self.kind, "school": self.school})


def holders_page(user: User, asked: tuple[str, str], number: str) -> HoldersPage:
    """One list (kind, school) of people by school and grade; people stand there by their keys alone."""
    kind, school = asked
    kind = kind if kind in HOLDERS else "none"
    own = visible(HolderRow.objects.all(), user, VERB)
    schools = tuple(School.objects.filter(pk__in=own.order_by().values("school")))
    if school.isdecimal():
        own = own.filter(school=int(school[:9]))
    counts = dict(own.order_by().values_list("kind").annotate(n=Count("pk")))
    page = Paginator(own.filter(kind=kind).select_related("school"), ON_A_PAGE).get_page(number)
    keys = {key for row in page for key in row.devices}
    named = {each.one: (each.pk, str(each)) for each in rows(user).filter(one__in=keys)}
    return HoldersPage(
        inventory=Inventory.newest(),
        kind=kind,
        school=school,
        counts={each: counts.get(each, 0) for each in HOLDERS},
        page=page,
        devices=named,
        schools=schools,
        may_ask_who=can(user, "see names") or can(user, "see any names"),
    )


@dataclass(frozen=True, slots=True)
class Month:
    """One month with the models whose support ends in it, and how many devices of each."""

    begins: date
    models: tuple[tuple[str, int], ...]

    @property
    def devices(self) -> int:
        """All of them."""
        return sum(n for _, n in self.models)


@dataclass(frozen=True, slots=True)
class SupportPage:
    """The months ahead, and how many are past their day already or have none that is known."""

    inventory: Inventory | None
    months: tuple[Month, ...]
    past: int
    unknown: int

    @property
    def devices(self) -> int:
        """How many lose support in these months."""
        return sum(month.devices for month in self.months)


def support_page(user: User) -> SupportPage:
    """The next 36 months by month and model, of devices that are not retired."""
    inventory = Inventory.newest()
    own = rows(user).exclude(state__in=("retired", "retired_managed"))
    if inventory is None:
        return SupportPage(None, (), 0, 0)
    day = inventory.as_of
    places = day.year * 12 + day.month - 1 + MONTHS_AHEAD
    last = date(places // 12, places % 12 + 1, 1)
    told: Any = (
        own.filter(support_end__gte=day, support_end__lt=last)
        .order_by()
        .annotate(month=TruncMonth("support_end"))
        .values_list("month", "model")
        .annotate(n=Count("pk"))
    )
    months: dict[date, list[tuple[str, int]]] = {}
    for month, model, n in told:
        months.setdefault(month, []).append((model, n))
    return SupportPage(
        inventory=inventory,
        months=tuple(
            Month(month, tuple(sorted(models, key=lambda each: (-each[1], each[0]))))
            for month, models in sorted(months.items())
        ),
        past=own.filter(support_end__lt=day).count(),
        unknown=own.filter(support_end=None).count(),
    )
