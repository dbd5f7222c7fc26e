"""The audit trail: who did or saw what and why, appended and chained, so that a change in it shows.

Each line's hash is SHA-256 over the line before's hash and its own canonical JSON. `verify` walks the chain.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

from cupola.workspace.models import AuditEntry, User

BEGINNING = "0" * 64
WALKED_AT_ONCE = 2_000
POSTGRES_LOCK = 4_702_001


@dataclass(frozen=True, slots=True)
class Broken:
    """The first line at which the chain does not hold."""

    line: int
    fact: str


def note(
    act: str,
    *,
    user: User | None = None,
    who: str | None = None,
    thing: str = "",
    reason: str = "",
    **details: Any,
) -> AuditEntry:
    """Append one line, inside the transaction of the act itself. `details` hold counts and keys, never names."""
    with transaction.atomic():
        _one_at_a_time()
        last = AuditEntry.objects.order_by("-pk").values_list("line_hash", flat=True).first()
        entry = AuditEntry(
            at=datetime.now(UTC),
            who=who if who is not None else (user.email if user else "system"),
            user=user,
            act=act,
            thing=thing,
            reason=reason,
            details=details,
            previous=last or BEGINNING,
        )
        entry.line_hash = _hash(entry)
        entry.save(force_insert=True)
        return entry


def _one_at_a_time() -> None:
    """Hold back other writers until this transaction ends; SQLite's own write lock does so by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [POSTGRES_LOCK])


def _hash(entry: AuditEntry) -> str:
    line = {
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "who": entry.who,
        "user": entry.user_id,
        "act": entry.act,
        "thing": entry.thing,
        "reason": entry.reason,
        "details": entry.details,
    }
    canonical = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return sha256(f"{entry.previous}\n{canonical}".encode()).hexdigest()


def verify() -> tuple[int, Broken | None]:
    """How many lines were walked, and the first that was changed, taken out or put in; None is good.

    Lines cut off at the end cannot be seen from the chain alone: compare the last hash with one noted elsewhere.
    """
    walked, previous = 0, BEGINNING
    for entry in _in_order():
        walked += 1
        if entry.previous != previous:
            return walked, Broken(entry.pk, "the line before it is not the one that it was written after.")
        if _hash(entry) != entry.line_hash:
            return walked, Broken(entry.pk, "it is not as it was written.")
        previous = entry.line_hash
    return walked, None


def _in_order() -> Iterator[AuditEntry]:
    return AuditEntry.objects.order_by("pk").iterator(chunk_size=WALKED_AT_ONCE)
