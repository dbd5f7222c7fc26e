"""What system a list comes from, told from its file name, its headers and the columns it fills."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cupola.engine.kinds import System
from cupola.engine.sources.mapping_words import header_words, mapping_words
from cupola.engine.sources.recognition import slug
from cupola.engine.sources.sample_columns import Seen

ENDINGS = re.compile(r"(\.(csv|tsv|txt|tab|xlsx|xls|xlsm|ods|gz|zip))+$", re.IGNORECASE)
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec"
STAMP = re.compile(
    rf"^([0-9]+(st|nd|rd|th)?|(sy|fy|q|v|part)[0-9]+|copy|final|latest|export|({MONTHS})[a-z]*|fall|winter|spring|summer)$"
)
WORD = re.compile(r"[a-z]+|[0-9]+")
LONGEST = 60
NAMED_FOLDER = re.compile(r"(?:^|/)system=([^/]+)/")


def system_called(system: System, file: str, name: str | None) -> System:
    """The system of a file under the name that a person gives to it, or that a folder `system=NAME` on its way gives.

    `file` is the name of the file as it arrived, with its folders. The kind of export stays part of the id, so that
    the files of one name may come together or one by one: `east` and `google-devices` are `east-google-devices`.
    """
    folder = NAMED_FOLDER.search(file)
    given = name or (folder[1] if folder else None)
    if given is None or slug(given) == system.id:
        return system
    return System(f"{slug(given)}-{system.id}", system.kind, f"{given.strip()}: {system.name}")


def system_id(base: str) -> str:
    """A file's own name without dates, counters and endings: `attendance-2026-10.csv` -> `attendance`."""
    stem = ENDINGS.sub("", base)
    pieces = [piece for piece in re.split(r"[^0-9A-Za-z]+", stem) if piece]
    cut = [word for piece in pieces for word in _words(piece)]
    kept = [word for word in cut if not STAMP.match(word)] or cut
    return "-".join(kept)[:LONGEST].strip("-") or "list"


def _words(piece: str) -> list[str]:
    """The piece in small letters; a date or number glued to its end is a word of its own."""
    match = re.fullmatch(r"([A-Za-z]+?)([0-9]{4,})", piece)
    return [match[1].lower(), match[2]] if match else [piece.lower()]


def guess_system(base: str, form: str, *, columns: Iterable[str], seen: Iterable[Seen]) -> System:
    """The system of a list: id from the file name, kind from what the list holds."""
    slug = system_id(base)
    found = tuple(seen)
    kind = _kind(header_words(slug.replace("-", " ")), form, columns=frozenset(columns), seen=found)
    return System(slug, kind, slug.replace("-", " ").capitalize())


def _kind(name: frozenset[str], form: str, *, columns: frozenset[str], seen: tuple[Seen, ...]) -> str:
    if form == "result_list":
        return "assessment"
    if form == "school_list":
        return "state" if _many_districts(seen) else "sis"
    if form not in ("student_list", "program_list"):
        return "sis"
    systems = mapping_words().systems
    state_words, state_columns = systems["state"]
    enrollment_words, guardian_columns = systems["enrollment"]
    headers = {word for column in seen for word in column.words}
    if name & state_words:
        return "state"
    if headers & (enrollment_words - {"enrollment", "guardian"}) or name & enrollment_words:
        return "enrollment"
    if columns & guardian_columns and "local_id" not in columns:
        return "enrollment"
    codes = {"entry_code", "exit_code"} & columns
    if "state_id" in columns and codes and len(columns & state_columns) >= 4:
        return "state"
    return "sis"


def _many_districts(seen: tuple[Seen, ...]) -> bool:
    return any("district" in column.words and column.distinct > 1 for column in seen if "name" in column.words)
