"""What the pages of devices show: three numbers, states with their worth, the list, one device."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from cupola.engine.inventory.sides import Side, sides_of
from cupola.engine.inventory.states import NOWHERE
from cupola.modules.devices.models import DeviceRow, Inventory
from cupola.modules.devices.words import KIND_WORDS, MARKS, STATES
from cupola.shell.announcements import Hit
from cupola.workspace.folding import folded
from cupola.workspace.models import School, User
from cupola.workspace.policy import can, everywhere, visible

VERB = "see devices"
ON_A_PAGE = 50
GROUPS_SHOWN = 40
NONE = "none"
# The ways to break the three numbers up: word -> the columns that name a group.
BY: Mapping[str, tuple[str, ...]] = {"school": ("school", "school__name"), "model": ("model",), "fund": ("fund",)}
# Lists of differences: word -> what a device of it is.
LISTS: Mapping[str, Q] = {
    "bought": Q(is_bought=True),
    "managed": Q(is_managed=True),
    "student": Q(with_student=True),
    "nowhere": Q(is_bought=True, state__in=NOWHERE),
    "unmanaged": Q(is_bought=True, is_managed=False),
    "unbought": Q(is_managed=True, is_bought=False),
    "idle": Q(is_managed=True, with_student=False),
    "unpriced": Q(is_bought=True, cents__isnull=True),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """How the list is narrowed, and by what the numbers are broken up."""

    words: str = ""
    state: str = ""
    school: str = ""
    model: str = ""
    fund: str = ""
    kind: str = ""
    among: str = ""
    by: str = "school"

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked for."""
        return any((self.words, self.state, self.school, self.model, self.fund, self.kind, self.among))

    def address(self, **other: str) -> str:
        """The query string of this list, with some things asked for otherwise."""
        names = ("state", "school", "model", "fund", "kind", "among", "by")
        said = {"q": self.words} | {name: getattr(self, name) for name in names} | other
        kept = {name: value for name, value in said.items() if value and (name, value) != ("by", "school")}
        return f"?{urlencode(kept)}" if kept else "?"


@dataclass(frozen=True, slots=True)
class Worth:
    """Cents by purchase price and by the price of the type, and how many devices have neither."""

    by_purchase: int
    by_rate: int
    unknown: int

    @property
    def cents(self) -> int:
        """What is known."""
        return self.by_purchase + self.by_rate


@dataclass(frozen=True, slots=True)
class Group:
    """The three numbers of some devices; `address` is their list."""

    title: str
    devices: int
    bought: int
    managed: int
    with_student: int
    nowhere: int
    worth: Worth
    nowhere_worth: Worth
    address: str = ""


@dataclass(frozen=True, slots=True)
class StateLine:
    """One state with how many devices are in it and what they are worth."""

    state: str
    mark: str
    devices: int
    worth: Worth
    address: str


@dataclass(frozen=True, slots=True)
class DevicesPage:
    """The room's first page."""

    inventory: Inventory | None
    asked: Asked
    all: Group
    states: tuple[StateLine, ...]
    groups: tuple[Group, ...]
    more_groups: int
    page: Page[DeviceRow]
    choices: Mapping[str, tuple[tuple[str, Any], ...]]
    is_only_own: bool


@dataclass(frozen=True, slots=True)
class DevicePage:
    """One device with what each source says of it, and of what kind the reader's way to its holder is."""

    device: DeviceRow
    sides: tuple[Side, ...]
    differs: frozenset[str]
    may_ask_who: bool
    others: tuple[DeviceRow, ...]


def _worth(prefix: str, which: Q) -> dict[str, Any]:
    return {
        f"{prefix}_purchase": Sum("cents", filter=which & Q(is_priced_by_rate=False)),
        f"{prefix}_rate": Sum("cents", filter=which & Q(is_priced_by_rate=True)),
        f"{prefix}_unknown": Count("pk", filter=which & Q(cents__isnull=True)),
    }


THREE = {
    "devices": Count("pk"),
    "n_bought": Count("pk", filter=LISTS["bought"]),
    "n_managed": Count("pk", filter=LISTS["managed"]),
    "n_student": Count("pk", filter=LISTS["student"]),
    "n_nowhere": Count("pk", filter=LISTS["nowhere"]),
    **_worth("worth", LISTS["bought"]),
    **_worth("lost", LISTS["nowhere"]),
}


def rows(user: User) -> QuerySet[DeviceRow]:
    """The devices that the user may see."""
    return visible(DeviceRow.objects.all(), user, VERB)


def devices_page(user: User, asked: Asked, number: str) -> DevicesPage:
    """Three numbers, states, groups, and the list that is asked for."""
    own = rows(user)
    groups = _groups(own, asked)
    page = Paginator(found(user, asked), ON_A_PAGE).get_page(number)
    return DevicesPage(
        inventory=Inventory.newest(),
        asked=asked,
        all=_group(own.aggregate(**THREE), ""),
        states=tuple(_states(own, asked)),
        groups=groups[:GROUPS_SHOWN],
        more_groups=max(0, len(groups) - GROUPS_SHOWN),
        page=page,
        choices=_choices(own),
        is_only_own=not everywhere(user, VERB),
    )


def found(user: User, asked: Asked) -> QuerySet[DeviceRow]:
    """The devices of a list, in the order of their tags."""
    own = rows(user).select_related("school")
    if asked.words:
        own = own.filter(folded__contains=folded(asked.words))
    if asked.state in STATES:
        own = own.filter(state=asked.state)
    if asked.school == NONE:
        own = own.filter(school=None)
    elif asked.school.isdecimal():
        own = own.filter(school=int(asked.school[:9]))
    if asked.model:
        own = own.filter(model="" if asked.model == NONE else asked.model)
    if asked.fund:
        own = own.filter(fund="" if asked.fund == NONE else asked.fund)
    if asked.kind in KIND_WORDS:
        own = own.filter(kind=asked.kind)
    if asked.among in LISTS:
        own = own.filter(LISTS[asked.among])
    return own.order_by("tag", "serial", "pk")


def _groups(own: QuerySet[DeviceRow], asked: Asked) -> tuple[Group, ...]:
    columns = BY.get(asked.by, BY["school"])
    told = own.order_by().values(*columns).annotate(**THREE)
    groups = []
    for row in told:
        key, title = row[columns[0]], row[columns[-1]]
        narrowed = Asked(by=asked.by).address(**{asked.by: str(key) if key not in (None, "") else NONE})
        groups.append(_group(row, title or _("unknown"), narrowed))
    return tuple(sorted(groups, key=lambda each: (each.title == _("unknown"), -each.bought, each.title)))


def _group(row: Mapping[str, Any], title: str, address: str = "") -> Group:
    return Group(
        title=title,
        devices=row["devices"],
        bought=row["n_bought"],
        managed=row["n_managed"],
        with_student=row["n_student"],
        nowhere=row["n_nowhere"],
        worth=_worth_of(row, "worth"),
        nowhere_worth=_worth_of(row, "lost"),
        address=address,
    )


def _worth_of(row: Mapping[str, Any], prefix: str) -> Worth:
    return Worth(row[f"{prefix}_purchase"] or 0, row[f"{prefix}_rate"] or 0, row[f"{prefix}_unknown"])


def _states(own: QuerySet[DeviceRow], asked: Asked) -> Iterator[StateLine]:
    told = own.order_by().values("state").annotate(devices=Count("pk"), **_worth("worth", Q()))
    lines = {row["state"]: row for row in told}
    for state in STATES:
        if state in lines:
            row = lines[state]
            address = Asked(by=asked.by).address(state=state)
            yield StateLine(state, MARKS[state], row["devices"], _worth_of(row, "worth"), address)


def _choices(own: QuerySet[DeviceRow]) -> dict[str, tuple[tuple[str, Any], ...]]:
    schools = School.objects.filter(pk__in=own.order_by().values("school"))
    models = own.order_by("model").values_list("model", flat=True).distinct()
    funds = own.order_by("fund").values_list("fund", flat=True).distinct()
    return {
        "school": (*((str(each.pk), each.name) for each in schools), (NONE, _("unknown"))),
        "model": _named(models),
        "fund": _named(funds),
        "state": tuple(STATES.items()),
    }


def _named(values: Iterable[str]) -> tuple[tuple[str, Any], ...]:
    return tuple((value or NONE, value or _("unknown")) for value in values)


HEAD = (
    *("asset tag", "serial number", "model", "type", "school", "place", "room", "fund", "state", "reason"),
    *("on the register", "managed", "with an enrolled student", "last seen", "bought on", "price", "price is"),
    *("support ends",),
)


def lines(user: User, asked: Asked) -> Iterator[tuple[Any, ...]]:
    """The rows of the list as a file has them."""
    for each in found(user, asked).iterator(chunk_size=500):
        how = _("unknown") if each.cents is None else _("of its type") if each.is_priced_by_rate else _("as bought")
        yield (
            *(each.tag, each.serial, each.model, each.kind, each.school.name if each.school else ""),
            *(each.place, each.room, each.fund or _("unknown"), str(STATES.get(each.state, each.state)), each.reason),
            *(_yes(each.in_register), _yes(each.is_managed), _yes(each.with_student), each.last_seen, each.bought_on),
            *("" if each.cents is None else f"{each.cents / 100:.2f}", how, each.support_end),
        )


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")


def device_page(user: User, device: DeviceRow) -> DevicePage:
    """One device that the user may see."""
    sides = sides_of(Path(settings.DATA_FOLDER), device.sources)
    others = rows(user).filter(holder=device.holder).exclude(pk=device.pk) if device.holder else ()
    return DevicePage(
        device=device,
        sides=sides,
        differs=frozenset(_differing(sides)),
        may_ask_who=bool(device.holder) and (can(user, "see names") or can(user, "see any names")),
        others=tuple(others[:20]),
    )


def _differing(sides: tuple[Side, ...]) -> Iterator[str]:
    """Which facts two sources tell otherwise; what one leaves empty is no difference."""
    for name in ("serial", "tag", "kind", "model", "lifecycle", "place"):
        said = {folded(str(getattr(side, name))) for side in sides} - {"", "unknown"}
        if len(said) > 1:
            yield name


def search(user: User, words: str) -> list[Hit]:
    """Devices by asset tag or serial number, within what the user may see."""
    if len(words) < 3:
        return []
    hits = rows(user).filter(folded__contains=words).order_by("tag", "pk")[:8]
    return [
        Hit(str(each), _("Devices"), reverse("devices:device", args=[each.pk]), f"{each.model} · {STATES[each.state]}")
        for each in hits
    ]
