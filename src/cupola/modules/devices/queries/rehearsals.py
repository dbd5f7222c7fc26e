"""What the pages of rehearsals show: each sample with its rate, and its devices school by school and room by room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import segno
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cupola.engine.inventory.rehearsal import Rate, rate_of
from cupola.modules.devices.models import Rehearsal, RehearsalItem, Result
from cupola.workspace.models import User
from cupola.workspace.policy import visible

VERB = "keep rehearsals"
WRONG = (Result.OTHER, Result.MISSING)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a rehearsal is, and its rate; None before anything was looked for."""

    rehearsal: Rehearsal
    devices: int
    checked: int
    found: int
    other: int
    missing: int
    rate: Rate | None

    @property
    def left(self) -> int:
        """How many are still to be looked for."""
        return self.devices - self.checked


@dataclass(frozen=True, slots=True)
class Line:
    """One device of a sheet, with its code as a drawing where the sheet is printed."""

    item: RehearsalItem
    url: str
    code: SafeString


@dataclass(frozen=True, slots=True)
class Room:
    """The devices of one room, or of a school's devices without a room."""

    school: str
    room: str
    lines: tuple[Line, ...]


def rehearsals(user: User) -> QuerySet[Rehearsal]:
    """The rehearsals that the user may see."""
    return visible(Rehearsal.objects.all(), user, VERB)


def standings(user: User) -> tuple[Standing, ...]:
    """Every rehearsal, newest first: its history."""
    counted = rehearsals(user).annotate(
        n=Count("items"),
        n_found=Count("items", filter=Q(items__result=Result.FOUND)),
        n_other=Count("items", filter=Q(items__result=Result.OTHER)),
        n_missing=Count("items", filter=Q(items__result=Result.MISSING)),
    )
    return tuple(_standing(each) for each in counted.order_by("-pk"))


def standing(user: User, rehearsal: Rehearsal) -> Standing:
    """How far one is."""
    return next(each for each in standings(user) if each.rehearsal.pk == rehearsal.pk)


def _standing(row: Any) -> Standing:
    wrong = row.n_other + row.n_missing
    checked = row.n_found + wrong
    rate = rate_of(checked, wrong, row.confidence)
    return Standing(row, row.n, checked, row.n_found, row.n_other, row.n_missing, rate)


def rooms(rehearsal: Rehearsal, origin: str = "") -> tuple[Room, ...]:
    """The devices of a sample school by school and room by room; with an origin (`https://…`) each has its code."""
    items = rehearsal.items.select_related("school").order_by("school__folded", "room", "place", "number")
    found = []
    for (school, room), members in groupby(items, key=_room_of):
        found.append(Room(school, room, tuple(_line(each, origin) for each in members)))
    return tuple(found)


def _room_of(item: RehearsalItem) -> tuple[str, str]:
    school = item.school.name if item.school else _("School unknown")
    return school, item.room or (item.place if item.place != school else "")


def _line(item: RehearsalItem, origin: str) -> Line:
    url = reverse("devices:rehearsal_item", args=[item.rehearsal_id, item.number])
    return Line(item, url, code(f"{origin}{url}") if origin else SafeString(""))


def code(address: str) -> SafeString:
    """The QR code of an address, drawn; a phone's own camera opens it."""
    return mark_safe(segno.make(address, error="m", micro=False).svg_inline(scale=2, border=1))  # our own drawing


HEAD = ("number", "asset tag", "serial number", "model", "school", "room", "place", "fund", "result", "note", "on")


def lines(rehearsal: Rehearsal) -> Iterator[tuple[Any, ...]]:
    """The sample with its results as a file has them."""
    for each in rehearsal.items.select_related("school"):
        yield (
            *(each.number, each.tag, each.serial, each.model, each.school.name if each.school else "", each.room),
            *(each.place, each.fund or _("unknown"), each.result, each.note),
            each.answered_at.date() if each.answered_at else "",
        )
