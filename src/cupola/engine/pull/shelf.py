"""Where pages wait until a pull is whole: a private folder, each page and each note of progress written at once."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cupola.engine.record.disk import empty, remove, write_over

PLAN = "plan.json"
PROGRESS = "progress.json"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The pages of one collection that have come, in order, and how far its pull is."""

    folder: Path

    def progress(self) -> dict[str, Any] | None:
        """How far an earlier try came, or None."""
        return read_json(self.folder / PROGRESS)

    def note(self, progress: Mapping[str, Any]) -> None:
        """Remember how far the pull is; a kill leaves the note before or this one."""
        write_json(self.folder / PROGRESS, progress)

    def put(self, number: int, rows: list[Any]) -> None:
        """Keep page `number`, counted from 1, a row on each line: a finding points to a line.

        It counts once a note says so.
        """
        lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        write_over(self.folder / page_name(number), f"[{lines}]".encode("utf-8", "replace"), staging=self.folder)

    def pages(self, count: int) -> Iterator[list[Any]]:
        """The rows of the first `count` pages, page by page."""
        for number in range(1, count + 1):
            yield json.loads((self.folder / page_name(number)).read_bytes())

    def clear(self) -> None:
        """Begin this collection anew."""
        remove(self.folder / PROGRESS)
        empty(self.folder)


def page_name(number: int) -> str:
    """`page-00001.json`."""
    return f"page-{number:05d}.json"


def open_staging(folder: Path, plan: Mapping[str, Any]) -> dict[str, Any]:
    """The staging folder, ready for this plan: what an earlier try of the same plan left is kept, all else thrown away.

    Two plans are the same when they differ in nothing but `started`. Returns the plan in force.
    """
    before = read_json(folder / PLAN)
    if before is not None and {**before, "started": plan["started"]} == dict(plan):
        return before
    empty(folder)
    make_private(folder)
    write_json(folder / PLAN, plan)
    return dict(plan)


def open_shelf(staging: Path, collection: str) -> Shelf:
    """The shelf of one collection; its folder is made."""
    folder = staging / "pages" / collection
    make_private(folder)
    return Shelf(folder)


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for nobody but their owner."""
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        os.chmod(folder, 0o700)


def read_json(path: Path) -> dict[str, Any] | None:
    """A JSON object from a file of ours; None when it is not there or not whole."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def write_json(path: Path, content: Any) -> None:
    """Write JSON in one step, for nobody but its owner. Half characters become question marks."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    write_over(path, text.encode("utf-8", "replace"), staging=path.parent)
