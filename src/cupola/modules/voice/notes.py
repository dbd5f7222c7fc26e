"""Services for notes: kept once, read by their writer alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from cupola.modules.voice import photos
from cupola.modules.voice.models import Note
from cupola.workspace import audit
from cupola.workspace.models import User

OLDEST = timedelta(days=370)
CLOCK_OFF = timedelta(hours=20)


def take(writer: User, key: UUID, said: dict[str, Any], *, photo: UploadedFile[Any] | None = None) -> Note:
    """Keep a note; one with this key that is there already is returned as it is, so that it can be sent again.

    `said` are the fields of the form. A time that cannot be is replaced by now: clocks of phones may be wrong.
    """
    known = Note.objects.filter(writer=writer, key=key).first()
    if known is not None:
        return known
    name = photos.keep(photo) if photo is not None else ""
    note = Note(writer=writer, key=key, photo=name, **{**said, "heard_at": _plausible(said.get("heard_at"))})
    try:
        with transaction.atomic():
            note.save()
            audit.note("note taken", user=writer, thing=f"note:{note.pk}", with_photo=bool(name))
    except IntegrityError:  # It was sent twice at once.
        photos.drop(name)
        return Note.objects.get(writer=writer, key=key)
    return note


@transaction.atomic
def remove(note: Note) -> None:
    """Remove a note and its photo; voices made of it stay, because they are no longer only its writer's."""
    audit.note("note removed", user=note.writer, thing=f"note:{note.pk}")
    name = note.photo
    note.delete()
    transaction.on_commit(lambda: photos.drop(name))


def _plausible(at: datetime | None) -> datetime:
    now = timezone.now()
    return at if at is not None and now - OLDEST <= at <= now + CLOCK_OFF else now
