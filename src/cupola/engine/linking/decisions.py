"""What people said of two records: appended to a file of the data folder, one line each, and never rewritten."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from cupola.engine.errors import StoreError

SAYS = ("same", "different", "unsure", "undo")


@dataclass(frozen=True, slots=True)
class Decision:
    """One line: who said what of two records, and when. `by` is the number of a user, or `command`."""

    at: str
    entity: str
    left: str
    right: str
    says: str
    by: int | str


def decisions_file(data: Path) -> Path:
    """Where decisions lie."""
    return data / "links" / "decisions.jsonl"


def decide(data: Path, entity: str, pair: tuple[str, str], *, says: str, by: int | str) -> Decision:
    """Append a decision and see it on disk; `undo` takes back whatever was said of the pair before."""
    if says not in SAYS:
        raise StoreError(says, "nobody can say that of two records.", f"Say one of {', '.join(SAYS)}.")
    said = Decision(datetime.now(UTC).isoformat(timespec="seconds"), entity, *pair, says, by)
    path = decisions_file(data)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = json.dumps(asdict(said), ensure_ascii=False) + "\n"
    with open(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as stream:
        # A line that a crash cut off is ended first, so that it spoils no other.
        if stream.tell() and not path.read_bytes().endswith(b"\n"):
            stream.write(b"\n")
        stream.write(line.encode())
        stream.flush()
        os.fsync(stream.fileno())
    return said


def all_said(data: Path) -> tuple[Decision, ...]:
    """Every line in order; one that a crash cut off is passed over."""
    path = decisions_file(data)
    if not path.is_file():
        return ()
    found = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            found.append(Decision(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return tuple(found)


def in_force(said: Iterable[Decision]) -> tuple[Decision, ...]:
    """The last word on each pair, whichever of the two stands left; what was undone is gone."""
    last: dict[tuple[str, frozenset[str]], Decision] = {}
    for each in said:
        last[each.entity, frozenset((each.left, each.right))] = each
    return tuple(each for each in last.values() if each.says != "undo")
