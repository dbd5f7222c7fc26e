"""What changed from one snapshot to another, table by table, by school, stamps left out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.record.compare import Comparison, Question, compare
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.store import Store
from cupola.engine.record.tables import BY_NAME
from cupola.engine.sources.families import FAMILIES
from cupola.engine.sources.forms import FileForm

# Written anew at every export though nothing changed for the district.
STAMPS = (
    *("date_last_modified", "date_last_modified_text", "last_sync", "last_sync_text", "last_check_in"),
    *("last_check_in_text", "last_login_time", "last_login_time_text", "other Update Date"),
    *("seen_at", "last_sign_in_at"),
)
SCHOOLS = ("school_sourced_id", "school_code", "org_sourced_id", "primary_org_sourced_id", "org_id")


@dataclass(frozen=True, slots=True)
class Difference:
    """How one table differs; `schools` gives the names of school keys."""

    table: str
    comparison: Comparison
    schools: dict[str, str]


def differences(store: Store, before: Manifest, after: Manifest, *, tables: Collection[str] = ()) -> list[Difference]:
    """The source tables (and with `tables` any table asked for) that differ between two snapshots."""
    names = school_names(store, after) | school_names(store, before)
    found = []
    for table in sorted({*before.tables, *after.tables}):
        if tables and table not in tables:
            continue
        if not tables and not _is_source(before, after, table):
            continue
        columns = _columns(before, after, table)
        question = Question(
            table=table,
            key=_key(table, columns),
            school=next((school for school in SCHOOLS if school in columns), None),
            ignore=tuple(column for column in (*STAMPS, "system") if column in columns),
        )
        comparison = compare(store, before, after, question=question)
        if comparison.new or comparison.changed or comparison.gone or table in tables:
            found.append(Difference(table, comparison, names))
    return found


def _is_source(before: Manifest, after: Manifest, table: str) -> bool:
    parts = (*before.tables.get(table, ()), *after.tables.get(table, ()))
    return any(part.layer == "source" for part in parts)


def _columns(before: Manifest, after: Manifest, table: str) -> set[str]:
    return {c for manifest in (before, after) for part in manifest.tables.get(table, ()) for c in part.columns}


def _key(table: str, columns: set[str]) -> tuple[str, ...]:
    """The key of a table; a list without one is compared by whole rows."""
    if table in BY_NAME:
        return BY_NAME[table].key
    forms: list[FileForm] = [form for family in FAMILIES for form in family.forms if form.table == table]
    key = forms[0].key if forms else ()
    return key if set(key) <= columns else ()


def school_names(store: Store, manifest: Manifest) -> dict[str, str]:
    """Names of schools by their key in the record, and by the id in their own system."""
    paths = store.part_paths(manifest, "orgs")
    if not paths:
        return {}
    files = ", ".join(quoted(str(path)) for path in paths)
    rows = (
        connect()
        .execute(f"SELECT DISTINCT org_id, name FROM read_parquet([{files}]) WHERE name IS NOT NULL")
        .fetchall()
    )
    named = {str(key): str(name) for key, name in rows}
    return named | {key.split(":", 1)[1]: name for key, name in named.items() if ":" in key}
