"""Writes what was pulled by OneRoster REST as a package of CSV files with its manifest, as an export would be."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from cupola.engine.pull.collection import Progress
from cupola.engine.pull.oneroster_rows import ROLE_HEADERS, Flattening, Row, metadata_of
from cupola.engine.pull.settings import Source
from cupola.engine.pull.shelf import Shelf, make_private, open_shelf
from cupola.engine.sources.oneroster import PROPERTIES_11, PROPERTIES_12
from cupola.engine.sources.oneroster_forms import VERSIONS


@dataclass(frozen=True, slots=True)
class Written:
    """What one collection became: rows by file, rows marked as deleted that a bulk export leaves out, notices."""

    rows: Mapping[str, int]
    deleted: int = 0
    notices: tuple[str, ...] = ()


@dataclass(slots=True)
class Package:
    """A package being written into a private folder."""

    source: Source
    staging: Path
    folder: Path
    modes: dict[str, str] = field(default_factory=dict)

    def add(self, collection: str, progress: Progress) -> Written:
        """Write the file of one collection (users of 1.2 fill roles.csv too)."""
        make_private(self.folder)
        shelf = open_shelf(self.staging, collection)
        headers = headers_of(str(self.source.version), collection)
        metadata = _metadata_headers(shelf, progress.pages)
        flat = Flattening(headers, progress.mode, metadata)
        with _Sheet(self.folder / f"{collection}.csv", (*headers, *metadata.values())) as sheet:
            for obj in _objects(shelf, progress.pages):
                sheet.add(flat.row(obj))
        self.modes[collection] = progress.mode
        rows = {f"{collection}.csv": sheet.rows}
        if collection == "users" and self.source.version == "1.2":
            rows["roles.csv"] = self._roles(shelf, progress, flat)
        notices = tuple(f"{n:,} × {header} holds something nested and was left out." for header, n in _few(flat))
        return Written(rows, sheet.left_out, notices)

    def _roles(self, shelf: Shelf, progress: Progress, flat: Flattening) -> int:
        self.modes["roles"] = progress.mode
        with _Sheet(self.folder / "roles.csv", ROLE_HEADERS) as sheet:
            for obj in _objects(shelf, progress.pages):
                for row in flat.roles(obj):
                    sheet.add(row)
        return sheet.rows

    def finish(self) -> None:
        """Write the manifest: what is not in the package is absent."""
        make_private(self.folder)
        properties = PROPERTIES_12 if self.source.version == "1.2" else PROPERTIES_11
        said = {"manifest.version": "1.0", "oneroster.version": str(self.source.version)}
        said |= {f"file.{name}": self.modes.get(name, "absent") for name in properties}
        said |= {"source.systemName": self.source.title, "source.systemCode": self.source.name}
        with _Sheet(self.folder / "manifest.csv", ("propertyName", "value")) as sheet:
            for name, value in said.items():
                sheet.add({"propertyName": name, "value": value})


def headers_of(version: str, collection: str) -> tuple[str, ...]:
    """The headers of a collection's file, in order; empty when no reader knows the file."""
    for form in VERSIONS[version]:
        if form.file == f"{collection}.csv":
            return tuple(column.header for column in form.columns)
    return ()


def _objects(shelf: Shelf, count: int) -> Iterator[dict[str, Any]]:
    for page in shelf.pages(count):
        yield from page


def _metadata_headers(shelf: Shelf, count: int) -> dict[str, str]:
    """A heading for each name under `metadata`, whatever its case: two headings must not be the same."""
    names: dict[str, str] = {}
    for obj in _objects(shelf, count):
        metadata = obj.get("metadata")
        for key in metadata if isinstance(metadata, dict) else ():
            names.setdefault(key.strip().casefold(), f"metadata.{key.strip()}")
    filled = {key for obj in _objects(shelf, count) for key, _value in metadata_of(obj)} if names else set()
    return {key: names[key] for key in sorted(filled) if key}


def _few(flat: Flattening) -> list[tuple[str, int]]:
    return sorted(flat.left_out.items())


class _Sheet:
    """A CSV file as the binding asks for it: UTF-8, CRLF, RFC 4180, for nobody but its owner."""

    def __init__(self, path: Path, headers: tuple[str, ...]) -> None:
        self.path = path
        self.headers = headers
        self.rows = 0
        self.left_out = 0

    def __enter__(self) -> _Sheet:
        self.path.touch(mode=0o600)
        self.stream: TextIO = self.path.open("w", encoding="utf-8", newline="")
        self.writer = csv.DictWriter(self.stream, self.headers, restval="", extrasaction="ignore")
        self.writer.writeheader()
        return self

    def add(self, row: Row | None) -> None:
        """Write a row; None counts as one that was left out."""
        if row is None:
            self.left_out += 1
            return
        self.writer.writerow(row)
        self.rows += 1

    def __exit__(self, *raised: object) -> None:
        self.stream.close()
