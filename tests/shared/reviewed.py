"""The errors of the shared data that a person looked up by hand, and whether each is true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Place = tuple[str, str, int | None]


def entries() -> Iterator[tuple[dict[str, Any], str]]:
    """Each entry with the path of its file, or of its folder, below the data."""
    content = yaml.safe_load((Path(__file__).parent / "reviewed_findings.yaml").read_text(encoding="utf-8"))
    for group in content:
        for entry in (*group["errors"], *group.get("defects", [])):
            yield entry, f"{group['folder']}/{entry['file']}" if "file" in entry else group["folder"]


def reviewed(folder: str) -> Counter[Place]:
    """What is known to be raised in a folder: check, path, line."""
    return Counter(
        (entry["check"], place, line)
        for entry, place in entries()
        for line in entry.get("lines", [None])
        if f"{place}/".startswith(f"{folder}/")
    )
