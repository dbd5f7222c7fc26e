"""The changes of accounts as files that other programs take: GAM for Google, PowerShell or Graph for Microsoft."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

GAM, GRAPH = "gam", "graph"
HEADS: Mapping[str, Sequence[str]] = {
    GAM: ("primaryEmail", "suspended", "orgUnitPath"),
    GRAPH: ("userPrincipalName", "accountEnabled"),
}
# What begins otherwise could be taken for a formula or an option, and no directory has such addresses.
ADDRESS = re.compile(r"^[a-z0-9][^\s,;\"'|=]*@[a-z0-9.-]+\.[a-z]{2,}$")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one account: `disable` it, or `move` it to another unit."""

    account: str
    act: str
    unit: str = ""
    to_unit: str = ""


def written(form: str, changes: Iterable[Change], addresses: Mapping[str, str]) -> tuple[str, int]:
    """The file, and how many changes it holds.

    A change whose account has no address that both programs take is left out. A move is not for Graph: Entra has no
    units. One account that is moved and disabled is disabled where it lies.
    """
    rows: dict[str, Sequence[str]] = {}
    for change in sorted(changes, key=lambda each: (each.account, each.act)):
        address = addresses.get(change.account, "").strip().lower()
        if not ADDRESS.match(address) or address in rows or (form == GRAPH and change.act != "disable"):
            continue
        if form == GRAPH:
            rows[address] = (address, "false")
        else:
            is_off = change.act == "disable"
            rows[address] = (address, "true" if is_off else "false", change.unit if is_off else change.to_unit)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADS[form])
    writer.writerows(rows.values())
    return text.getvalue(), len(rows)
