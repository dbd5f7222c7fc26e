"""What was found in a snapshot, kept beside it, so that the same question about unchanged files is not asked twice.

A snapshot never changes, and a report is a function of the snapshot, those before it, the links, the checks, the
day and the program. The print of a question is made of all of these: whatever changes in one of them, the snapshot is
judged anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from typing import Any

import cupola
from cupola.engine.catalog import Check
from cupola.engine.kinds import FileSeen, Finding, NotRun, Ran, Report, Severity
from cupola.engine.record import disk
from cupola.engine.record.manifest import Manifest, to_line
from cupola.engine.record.store import Store

FORMAT = 1
MOST_FINDINGS = 20_000
MOST_REPORTS = 8
BEGINS = "report-"
OWN = ("engine", "catalog")


@dataclass(frozen=True, slots=True)
class Question:
    """What a snapshot is asked: by which checks, for which day (ISO), with which links (their fingerprint)."""

    manifest: Manifest
    checks: Sequence[Check]
    as_of: str
    links: str = ""


def answer(store: Store, question: Question) -> Report | None:
    """The report kept for this question; None where there is none, or where it is damaged."""
    try:
        digest, body = _place(store, question).read_bytes().split(b"\n", 1)
        return _report(json.loads(body)) if sha256(body).hexdigest().encode() == digest else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(store: Store, question: Question, report: Report) -> None:
    """Keep a report in `cache/`, where the next writer sweeps it away; a very long one is not kept.

    Nobody misses what could not be written: the question is asked again.
    """
    place = _place(store, question)
    if len(report.findings) > MOST_FINDINGS or not place.parent.is_dir():
        return
    body = json.dumps(asdict(report), separators=(",", ":")).encode()
    fresh = place.with_name(f"{place.name}.{token_hex(4)}")
    with suppress(OSError):
        disk.write_new(fresh, sha256(body).hexdigest().encode() + b"\n" + body)
        os.replace(fresh, place)
        kept = sorted(place.parent.glob(f"{BEGINS}*"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for old in kept[MOST_REPORTS:]:
            disk.remove(old)


def _place(store: Store, question: Question) -> Path:
    line = [(entry.manifest.id, entry.state) for entry in store.snapshots()]
    asked = (FORMAT, question.as_of, question.links, to_line(question.manifest), line, question.checks, program())
    return store.folder.cache / f"{BEGINS}{sha256(repr(asked).encode()).hexdigest()[:40]}.json"


@cache
def program() -> tuple[object, ...]:
    """What this program is, with its catalogue: versions, and the size and time of each of its files."""
    root = Path(cupola.__file__).parent
    stamps = []
    for part in OWN:
        for folder, _, names in sorted(os.walk(root / part)):
            for name in sorted(name for name in names if not name.endswith(".pyc")):
                found = os.stat(os.path.join(folder, name))
                stamps.append((folder, name, found.st_size, found.st_mtime_ns))
    return cupola.__version__, _engine(), sha256(repr(stamps).encode()).hexdigest()


def _engine() -> tuple[object, ...]:
    """DuckDB as it lies on disk: importing it would cost more than the rest."""
    spec = find_spec("_duckdb")
    if spec is None or spec.origin is None:
        return ()
    found = os.stat(spec.origin)
    return spec.origin, found.st_size, found.st_mtime_ns


def _report(body: dict[str, Any]) -> Report:
    return Report(
        files=tuple(FileSeen(**each) for each in body["files"]),
        findings=tuple(Finding(**{**each, "severity": Severity(each["severity"])}) for each in body["findings"]),
        ran=tuple(Ran(**each) for each in body["ran"]),
        not_run=tuple(NotRun(**each) for each in body["not_run"]),
        as_of=body["as_of"],
        names=body["names"],
    )
