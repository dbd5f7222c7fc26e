"""What a file may and must say about changes, by the mode its manifest gives it: bulk or delta."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cupola.engine.judge.cell_rules import Rule
from cupola.engine.sources.forms import FileForm

STATUS, CHANGED = "status", "date_last_modified"


def mode_rules(form: FileForm, cells: Mapping[str, str], mode: str | None) -> Iterator[Rule]:
    """The rules of a file's mode over its columns status and dateLastModified; none when no mode is said."""
    if mode == "bulk":
        yield from _bulk_rules(form, cells)
    elif mode == "delta":
        for name in (STATUS, CHANGED):
            if name in cells:
                says = "{column} is empty in a file that the manifest calls delta."
                yield Rule("PKG-012", form.column(name), f"coalesce(trim({cells[name]}), '') = ''", says)


def _bulk_rules(form: FileForm, cells: Mapping[str, str]) -> Iterator[Rule]:
    """What a bulk file may not say: when a row was changed, or that it is to be deleted."""
    status, changed = cells.get(STATUS), cells.get(CHANGED)
    says = "{column} is filled although the manifest calls this file bulk."
    if status is not None:
        yield Rule("PKG-010", form.column(STATUS), f"trim({status}) <> ''", says, once=True)
        gone = "The row is marked tobedeleted in a file that is bulk."
        yield Rule("PKG-011", form.column(STATUS), f"{status} = 'tobedeleted'", gone)
    if changed is not None:
        yield Rule("PKG-010", form.column(CHANGED), f"trim({changed}) <> ''", says, once=True)
