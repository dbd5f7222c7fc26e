"""Draws samples and writes down what was found: each in one transaction, with its line in the audit trail."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cupola.engine.errors import CupolaError
from cupola.engine.inventory.rehearsal import Plan, draw
from cupola.modules.devices.models import DeviceRow, Inventory, Rehearsal, RehearsalItem, Result
from cupola.workspace import audit
from cupola.workspace.entering import keep, name_of
from cupola.workspace.folding import folded
from cupola.workspace.models import User

AT_ONCE = 500
LONGEST_FILE = 2_000_000
# How a list of results may say them.
SAID = {
    "found": Result.FOUND, "yes": Result.FOUND, "ok": Result.FOUND, "there": Result.FOUND, "x": Result.FOUND,
    "other": Result.OTHER, "wrong": Result.OTHER, "elsewhere": Result.OTHER,
    "missing": Result.MISSING, "no": Result.MISSING, "not found": Result.MISSING, "not there": Result.MISSING,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a sample is to be: title, confidence, expected rate and margin in percent, seed."""

    title: str
    confidence: int
    expected: Decimal
    margin: Decimal
    seed: int

    @property
    def plan(self) -> Plan:
        """The same as the engine takes it."""
        return Plan(self.seed, self.confidence, float(self.expected) / 100, float(self.margin) / 100)


@transaction.atomic
def draw_sample(wanted: Wanted, *, by: User) -> Rehearsal:
    """Draw from the devices on the register that are not retired; strata are school and fund.

    Raises `CupolaError` when no device was bought.
    """
    inventory = Inventory.newest()
    strata = {
        row.one: f"{row.school_id or 0}|{row.fund}"
        for row in DeviceRow.objects.filter(is_bought=True).only("one", "school_id", "fund").iterator()
    }
    if inventory is None or not strata:
        raise CupolaError(
            _("A sample"), _("needs a register of devices."), _("Deliver the export of Snipe-IT or Incident IQ.")
        )
    drawn = set(draw(strata.items(), wanted.plan))
    rehearsal = Rehearsal(
        title=wanted.title,
        seed=wanted.seed,
        confidence=wanted.confidence,
        expected=wanted.expected,
        margin=wanted.margin,
        population=len(strata),
        snapshot=inventory.snapshot,
        as_of=inventory.as_of,
    )
    keep(rehearsal, by=by, act="rehearsal drawn", then=lambda: _add_items(rehearsal, drawn))
    return rehearsal


def _add_items(rehearsal: Rehearsal, drawn: set[str]) -> None:
    chosen = [row for row in DeviceRow.objects.order_by("school__folded", "room", "tag", "one") if row.one in drawn]
    RehearsalItem.objects.bulk_create(
        (RehearsalItem(rehearsal=rehearsal, number=at, **row.of_record()) for at, row in enumerate(chosen, start=1)),
        batch_size=AT_ONCE,
    )


@transaction.atomic
def answer(item: RehearsalItem, result: str, note: str, *, by: User) -> None:
    """Write down what was found of one device; an empty result takes it back."""
    if result and result not in Result.values:
        raise CupolaError(_("This result"), _("is none that there is."), _("Choose one of the buttons."))
    item.result, item.note = result, note.strip()[:200]
    item.answered_at, item.answered_by = (timezone.now(), by) if result else (None, None)
    item.save()
    audit.note("rehearsal answered", user=by, thing=name_of(item.rehearsal), number=item.number, result=result)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """How many results of a list were taken, and how many of its lines fit no device of the sample."""

    taken: int
    unknown: int


@transaction.atomic
def take_list(rehearsal: Rehearsal, content: bytes, *, by: User) -> Uploaded:
    """Take results from a CSV with a column for the tag, serial number or number, one `result`, and perhaps `note`.

    Raises `CupolaError` for a file that is none of that.
    """
    if len(content) > LONGEST_FILE:
        raise CupolaError(_("This file"), _("is too large for a list of results."), _("Save it as CSV."))
    rows = _rows_of(content)
    heads = {folded(name or ""): name for name in rows[0]} if rows else {}
    result = heads.get("result")
    keys = [heads[name] for name in ("asset tag", "tag", "serial number", "serial", "number") if name in heads]
    if result is None or not keys:
        raise CupolaError(
            _("This file"), _("has no column for the tag and the result."), _("Name them: asset tag, result, note.")
        )
    known: dict[tuple[bool, str], RehearsalItem] = {}
    for each in rehearsal.items.all():
        known |= {(False, folded(text)): each for text in (each.tag, each.serial) if text}
        known[True, str(each.number)] = each
    changed: dict[int, RehearsalItem] = {}
    unknown = 0
    for row in rows:
        said = SAID.get(folded(row.get(result) or ""))
        asked = [(name == heads.get("number"), folded(row.get(name) or "")) for name in keys]
        item = next((known[key] for key in asked if key in known), None)
        if item is None or said is None:
            unknown += bool((row.get(result) or "").strip())
            continue
        item.result, item.note = said, (row.get(heads.get("note", "")) or item.note)[:200]
        item.answered_at, item.answered_by = timezone.now(), by
        changed[item.pk] = item
    save_answers(changed.values())
    audit.note("rehearsal results uploaded", user=by, thing=name_of(rehearsal), taken=len(changed), unknown=unknown)
    return Uploaded(len(changed), unknown)


def save_answers(items: Iterable[RehearsalItem]) -> None:
    """Save what was found of many devices; the caller holds the transaction and writes the line of the trail."""
    RehearsalItem.objects.bulk_update(list(items), ("result", "note", "answered_at", "answered_by"), batch_size=AT_ONCE)


def _rows_of(content: bytes) -> list[dict[str, str]]:
    """The lines of a CSV by the names of their columns; none for what is no CSV."""
    try:
        reader = csv.DictReader(io.StringIO(_text(content), newline=""))
        return [{name or "": str(cell or "") for name, cell in row.items()} for row in reader]
    except csv.Error:
        return []


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace").replace("\0", "")
