"""A snapshot made ready for the judge: its stored parts with their forms, and what reading had found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from cupola.engine.judge.forms import FormPart
from cupola.engine.judge.subject import Subject
from cupola.engine.kinds import FileSeen, Finding
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
    findings = tuple(kept_findings_of(store, manifest))
    return replace(subject, read_findings=findings, set_aside=_keys_told(subject, findings))


def _keys_told(subject: Subject, findings: Iterable[Finding]) -> dict[str, set[str]]:
    """Source table -> keys of rows that reading told of, those set aside among them."""
    tables = {form.file: form.part.table for form in subject.forms}
    keys: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        if finding.file in tables and finding.subject is not None and finding.check.startswith("FIL"):
            keys[tables[finding.file]].add(finding.subject)
    return dict(keys)


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
