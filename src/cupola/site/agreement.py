"""Whether the workspace's database and the record on disk are of one time: a backup of one alone shows here."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from cupola.engine.record.store import open_store
from cupola.workspace.models import Publication


@dataclass(frozen=True, slots=True)
class Agreement:
    """How database and record stand to each other; `fact` and `step` are empty when there is nothing to say."""

    state: str
    fact: str = ""
    step: str = ""


def compare() -> Agreement:
    """Compare the snapshot that pages show with the record's own line.

    `same`: pages show the record in force. `behind`: they show an earlier one of its line. `apart`: they show one
    that this record does not have, or has taken back.
    """
    newest = Publication.newest()
    listed = {entry.manifest.id: entry for entry in open_store(settings.DATA_FOLDER).snapshots()}
    now = next((entry.manifest for entry in listed.values() if entry.state == "current"), None)
    if newest is None:
        return Agreement("same" if now is None else "behind")
    if now is None:
        fact = f"The database shows a record of {newest.as_of}, and this folder holds no record."
        return Agreement("apart", fact, "Restore the record that belongs to it, or load the exports again.")
    if newest.snapshot == now.id:
        return Agreement("same")
    known = listed.get(newest.snapshot)
    if known is not None and known.state == "undone":
        return Agreement("behind")
    if known is not None:
        fact = f"The database shows the record of {newest.as_of}; the record in force is of {now.as_of}."
        step = (
            "Pages are brought up to date now. If the database comes from an older backup, what people decided since "
            "is not in it."
        )
        return Agreement("behind", fact, step)
    fact = f"The database shows a record of {newest.as_of} that this folder does not have; its own is of {now.as_of}."
    step = "Pages follow the record on disk. If it comes from an older backup, load the exports since then again."
    return Agreement("apart", fact, step)
