"""How a load went, told to a person in lines or to a program as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cupola.engine.loading import Loaded


def told_in_words(loaded: Loaded) -> str:
    """The lines that a person reads."""
    return "\n".join(_lines(loaded))


def _lines(loaded: Loaded) -> Iterator[str]:
    for file in loaded.delivered.seen:
        aside = f", {file.rows_set_aside:,} set aside" if file.rows_set_aside else ""
        yield f"  {file.rows_read:>10,} rows{aside}  {file.name}: {file.recognised_as or file.why}"
    for name, mapping in loaded.unconfirmed:
        yield f"\n{name} waits: nobody has confirmed how its columns are meant."
        for target, column in mapping.columns.items():
            yield f"    {column.header!r:<32} as {target:<22} {column.why}"
        yield "  Right? Load again with --accept-mapping. Not right? Write a mapping file; see `cupola mappings`."
    for each in loaded.merged:
        words = each.table.replace("_", " ")
        if each.rows or not each.replaced:
            over = f"{each.rows:,} changed rows were laid over {words} of {each.system}"
            yield f"\n{over}; {each.replaced:,} were replaced."
        else:
            yield f"\n{each.system} deleted {each.replaced:,} rows of {words}."
    for (system, table), rows in loaded.closed.items():
        yield f"\n{system} no longer lists {rows:,} rows of {table.replace('_', ' ')}: they are closed, not deleted."
    for system in loaded.ended:
        yield f"\n{system} is a list of an earlier school year and ends with it. The snapshots before keep it."
    if loaded.rollover:
        yield f"\nThis is the yearly rollover to the school year that ends in {loaded.rollover}."
    yield from _end(loaded)


def _end(loaded: Loaded) -> Iterator[str]:
    if loaded.held:
        yield "\nThe load is held, the record is unchanged:"
        for unusual in loaded.held:
            yield f"  {unusual.kind}: {unusual.says}"
        yield from dict.fromkeys(unusual.step for unusual in loaded.held)
    elif loaded.changed and loaded.manifest:
        yield f"\nSnapshot {loaded.manifest.id} is in force. `cupola undo` takes it back."
    else:
        yield (
            "\nNothing changed: the record holds these files already." if loaded.manifest else "\nNothing was loaded."
        )


def told_as_json(loaded: Loaded) -> str:
    """One JSON object for programs; its keys stay as they are from version to version."""
    return json.dumps(_answer(loaded), indent=1, ensure_ascii=False)


def _answer(loaded: Loaded) -> dict[str, Any]:
    return {
        "snapshot": loaded.manifest.id if loaded.manifest else None,
        "changed": loaded.changed,
        "rollover": loaded.rollover,
        "files": [
            {
                "name": file.name,
                "recognised_as": file.recognised_as,
                "why": file.why,
                "system": file.system,
                "table": file.table,
                "rows_read": file.rows_read,
                "rows_set_aside": file.rows_set_aside,
            }
            for file in loaded.delivered.seen
        ],
        "held": [{"kind": each.kind, "says": each.says, "step": each.step} for each in loaded.held],
        "unconfirmed": [
            {
                "file": name,
                "columns": [
                    {"column": target, "header": column.header, "why": column.why}
                    for target, column in mapping.columns.items()
                ],
            }
            for name, mapping in loaded.unconfirmed
        ],
        "merged": [asdict(each) for each in loaded.merged],
        "closed": [{"system": system, "table": table, "rows": rows} for (system, table), rows in loaded.closed.items()],
        "ended": list(loaded.ended),
    }
