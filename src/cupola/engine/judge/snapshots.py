"""A snapshot made ready for the judge: its stored parts with their forms, and what reading had found."""

from __future__ import annotations

from dataclasses import replace

from cupola.engine.judge.forms import FormPart
from cupola.engine.judge.subject import Subject
from cupola.engine.kinds import FileSeen
from cupola.engine.record.manifest import DeliveredFile, Delivery, Manifest
from cupola.engine.record.opening import Carried, carried, held_in, kept_findings_of
from cupola.engine.record.store import Store
from cupola.engine.sources.families import FAMILIES
from cupola.engine.sources.forms import FileForm

FORMS: dict[tuple[str, str], FileForm] = {
    (form.table, form.title): form for family in FAMILIES for form in family.forms
}


def subject_of_snapshot(store: Store, manifest: Manifest) -> Subject:
    """The subject that a judge looks at, from a snapshot of the store."""
    subject = subject_of_carried(carried(held_in(store, manifest), manifest))
    return replace(subject, read_findings=tuple(kept_findings_of(store, manifest)))


def subject_of_carried(carry: Carried) -> Subject:
    """The subject that a judge looks at, from stored files of one snapshot."""
    forms = tuple(
        FormPart(
            form=FORMS[(part.table, str(file.recognised_as))],
            part=part,
            file=file.name,
            system=delivery.system,
            mode=file.mode,
        )
        for part, (delivery, file) in zip(carry.sources, carry.delivered, strict=True)
    )
    seen = (_one(*each, part.table) for each, part in zip(carry.delivered, carry.sources, strict=True))
    return Subject(
        files=carry.files,
        forms=forms,
        systems=carry.systems,
        seen=tuple(seen),
        read_findings=carry.read_findings,
        as_of=carry.as_of,
        whole=frozenset((form.part.table, form.system) for form in forms),
    )


def _one(delivery: Delivery, file: DeliveredFile, table: str) -> FileSeen:
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
