"""A snapshot made ready for the judge: its stored parts with their forms, and what reading had found."""

from __future__ import annotations

from cupola.engine.judge.forms import FormPart
from cupola.engine.judge.subject import Subject
from cupola.engine.kinds import FileSeen
from cupola.engine.record.manifest import DeliveredFile, Delivery, Manifest
from cupola.engine.record.opening import carried_from
from cupola.engine.record.store import Store
from cupola.engine.sources.families import FAMILIES
from cupola.engine.sources.forms import FileForm

FORMS: dict[tuple[str, str], FileForm] = {
    (form.table, form.title): form for family in FAMILIES for form in family.forms
}


def subject_of_snapshot(store: Store, manifest: Manifest) -> Subject:
    """The subject that a judge looks at, from a snapshot of the store."""
    carried = carried_from(store, manifest)
    files = manifest.files
    forms = tuple(
        FormPart(
            form=FORMS[(part.table, str(files[part.file].recognised_as))],
            part=part,
            file=files[part.file].name,
            system=carried.systems[part.system - 1].id,
            mode=files[part.file].mode,
        )
        for part in carried.sources
    )
    tables = {part.file: part.table for part in carried.sources}
    return Subject(
        files=carried.files,
        forms=forms,
        systems=carried.systems,
        seen=tuple(_seen(manifest, tables)),
        read_findings=carried.read_findings,
        as_of=carried.as_of,
    )


def _seen(manifest: Manifest, tables: dict[int, str]) -> list[FileSeen]:
    pairs = [(delivery, file) for delivery in manifest.deliveries for file in delivery.files]
    return [_one(delivery, file, tables.get(number)) for number, (delivery, file) in enumerate(pairs)]


def _one(delivery: Delivery, file: DeliveredFile, table: str | None) -> FileSeen:
    return FileSeen(
        name=file.name,
        recognised_as=file.recognised_as,
        why=f"loaded {delivery.when.date().isoformat()}",
        table=table,
        system=delivery.system,
        rows_read=file.rows,
        rows_set_aside=file.rows_set_aside,
        records=file.rows + file.rows_set_aside,
        encoding=file.encoding,
        modified=file.modified,
        sha256=file.sha256,
    )
