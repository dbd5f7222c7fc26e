"""Keeps which sections and students of the record are a teacher's own, as of the record in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import transaction

from cupola.engine.record.manifest import Manifest
from cupola.engine.record.store import Store, open_store
from cupola.engine.record.teaching import Teacher, own_keys
from cupola.workspace.models import OwnSubject, User
from cupola.workspace.models.people import Reach

AT_ONCE = 2_000


def found(store: Store, manifest: Manifest) -> Mapping[int, tuple[str, ...]]:
    """User -> keys of own sections and students, for everybody whose role reaches own sections."""
    members = User.objects.filter(is_active=True, grants__reach=Reach.SECTIONS).distinct()
    return own_keys(store, manifest, [Teacher(each.pk, each.person_key, each.email) for each in members])


@transaction.atomic
def write(own: Mapping[int, tuple[str, ...]], *, of: Iterable[int] | None = None) -> None:
    """Replace what was own before, for everybody or for these users."""
    before = OwnSubject.objects.all() if of is None else OwnSubject.objects.filter(user__in=of)
    before.delete()
    rows = (OwnSubject(user_id=member, key=key[:300]) for member, keys in own.items() for key in keys)
    OwnSubject.objects.bulk_create(rows, batch_size=AT_ONCE)


def look_up(user: User) -> None:
    """Fill what is one user's own at once, when a role is given between two deliveries."""
    store = open_store(settings.DATA_FOLDER)
    manifest = store.current()
    if manifest is not None:
        own = own_keys(store, manifest, [Teacher(user.pk, user.person_key, user.email)])
        write(own, of=[user.pk])
