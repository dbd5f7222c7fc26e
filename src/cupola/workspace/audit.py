"""The audit trail: who did or saw what and why, appended and chained, so that a change in it shows.

Each line's hash is SHA-256 over the line before's hash and its own canonical JSON. `verify` walks the chain. The last
line of each day is noted in `audit-heads.txt` beside the database, so that lines cut off at the end show too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from cupola.workspace.models import AuditEntry, User

BEGINNING = "0" * 64
HEADS = "audit-heads.txt"
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
        last = AuditEntry.objects.order_by("-pk").first()
        entry = AuditEntry(
            at=datetime.now(UTC),
            who=who if who is not None else (user.email if user else "system"),
            user=user,
            act=act,
            thing=thing,
            reason=reason,
            details=details,
            previous=last.line_hash if last else BEGINNING,
        )
        entry.line_hash = _hash(entry)
        entry.save(force_insert=True)
        if last is not None and last.at.date() != entry.at.date():
            ended = last
            transaction.on_commit(lambda: _note_head(ended))
        return entry


def head() -> AuditEntry | None:
    """The newest line; its hash stands for all before it."""
    return AuditEntry.objects.order_by("-pk").first()


def _note_head(last: AuditEntry) -> None:
    """Write the last line of a day into the file of heads: day, line, hash."""
    descriptor = os.open(Path(settings.WEB_FOLDER) / HEADS, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, f"{last.at.astimezone(UTC):%Y-%m-%d} {last.pk} {last.line_hash}\n".encode())
    finally:
        os.close(descriptor)


def _heads() -> dict[int, str]:
    file = Path(settings.WEB_FOLDER) / HEADS
    lines = [line.split() for line in file.read_text().splitlines()] if file.exists() else []
    return {int(line[1]): line[2] for line in lines if len(line) == 3 and line[1].isdecimal()}


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
    """How many lines were walked, and the first that was changed, taken out, put in or cut off; None is good.

    Lines of today that were cut off at the end cannot be seen: note the head elsewhere to see those too.
    """
    walked, previous, heads = 0, BEGINNING, _heads()
    for entry in _in_order():
        walked += 1
        if entry.previous != previous:
            return walked, Broken(entry.pk, "the line before it is not the one that it was written after.")
        if _hash(entry) != entry.line_hash:
            return walked, Broken(entry.pk, "it is not as it was written.")
        previous = entry.line_hash
        if heads.pop(entry.pk, previous) != previous:
            return walked, Broken(entry.pk, "it is another than the one that ended its day.")
    if heads:
        return walked, Broken(min(heads), "it ended a day and is not there any more.")
    return walked, None


def _in_order() -> Iterator[AuditEntry]:
    return AuditEntry.objects.order_by("pk").iterator(chunk_size=WALKED_AT_ONCE)
