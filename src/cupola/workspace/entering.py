"""Writes what people type in: one transaction, a line in the audit trail, and nobody overwrites somebody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cupola.engine.errors import CupolaError
from cupola.workspace import audit
from cupola.workspace.models import User
from cupola.workspace.models.entered import Entered


class ChangedMeanwhile(CupolaError):
    """Somebody else changed the row since the page was shown."""


def name_of(row: Entered) -> str:
    """How the audit trail calls a row: kind and number, never a name."""
    return f"{row._meta.model_name}:{row.pk}"


@transaction.atomic
def keep(
    row: Entered, *, by: User | None, act: str, seen: int | None = None, then: Callable[[], object] | None = None
) -> None:
    """Save a row, and what belongs to it (`then`), in one step.

    `seen` is the version that the person was shown; raises `ChangedMeanwhile` when it is another now.
    """
    if row.pk is None:
        row.made_by = by
    else:
        same = type(row)._base_manager.select_for_update(of=("self",)).filter(pk=row.pk)
        now = same.values_list("version", flat=True).get()
        if seen is not None and seen != now:
            raise ChangedMeanwhile(
                _("This page"),
                _("was changed by somebody else since you opened it. Nothing of yours was saved."),
                _("Look at what is there now, and make your change again."),
            )
        row.version = now + 1
    row.save()
    if then is not None:
        then()
    audit.note(act, user=by, thing=name_of(row))


@transaction.atomic
def drop(row: Entered, *, by: User, act: str, reason: str = "", **details: Any) -> None:
    """Remove a row and what hangs on it."""
    thing = name_of(row)
    row.delete()
    audit.note(act, user=by, thing=thing, reason=reason, **details)
