"""Writes what people say of a pair: here, in the lines that linking reads, and in the audit trail, in one step."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cupola.engine.errors import CupolaError
from cupola.engine.linking.decisions import decide as append
from cupola.modules.same.models import Pair, Says
from cupola.workspace import audit
from cupola.workspace.models import User

EVERY = 10
DECISIVE = (Says.SAME, Says.DIFFERENT)


class AnsweredMeanwhile(CupolaError):
    """Somebody else said something of the pair since it was shown."""


@transaction.atomic
def say(pair: Pair, says: str, *, by: User) -> Pair:
    """Take an answer: the first, or the second of somebody else. Raises `AnsweredMeanwhile` when nobody is asked."""
    now = Pair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if now.state == Says.OPEN:
        return _first(now, says, by)
    if now.wants_second and not now.second_state and now.decided_by_id != by.pk:
        return _second(now, says, by)
    raise AnsweredMeanwhile(
        _("This pair"), _("was answered meanwhile. Your answer was not taken."), _("Go on with the next.")
    )


def _first(pair: Pair, says: str, by: User) -> Pair:
    pair.state, pair.decided_by, pair.decided_at = says, by, timezone.now()
    pair.wants_second = says == Says.UNSURE or int(pair.one[-8:], 16) % EVERY == 0
    pair.save(update_fields=["state", "decided_by", "decided_at", "wants_second"])
    audit.note("links reviewed", user=by, thing=f"pair:{pair.pk}", says=says)
    _append(pair, says, by)
    return pair


def _second(pair: Pair, says: str, by: User) -> Pair:
    """The second answer stands beside the first; where the first was not sure, it decides."""
    pair.second_state, pair.second_by, pair.second_at = says, by, timezone.now()
    pair.save(update_fields=["second_state", "second_by", "second_at"])
    audit.note("links reviewed again", user=by, thing=f"pair:{pair.pk}", says=says)
    if pair.state == Says.UNSURE and says in DECISIVE:
        _append(pair, says, by)
    return pair


@transaction.atomic
def take_back(pair: Pair, *, by: User) -> Pair:
    """Take back what this person said; a pair whose first answer is taken back is open again."""
    now = Pair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if now.second_by_id == by.pk and now.second_state:
        was_decisive = now.state == Says.UNSURE and now.second_state in DECISIVE
        now.second_state, now.second_by, now.second_at = "", None, None
        now.save(update_fields=["second_state", "second_by", "second_at"])
        audit.note("links taken back", user=by, thing=f"pair:{now.pk}", second=True)
        if was_decisive:
            _append(now, now.state, by)
        return now
    if now.state == Says.OPEN:
        raise AnsweredMeanwhile(_("This pair"), _("is open already."), _("Go on with the next."))
    _open(now)
    audit.note("links taken back", user=by, thing=f"pair:{now.pk}", second=False)
    _append(now, "undo", by)
    return now


def _open(pair: Pair) -> None:
    pair.state, pair.decided_by, pair.decided_at, pair.wants_second = Says.OPEN, None, None, False
    pair.second_state, pair.second_by, pair.second_at = "", None, None
    pair.save()


def _append(pair: Pair, says: str, by: User) -> None:
    """Last in its transaction, so that a line is on disk only where the rest was written too."""
    append(Path(settings.DATA_FOLDER), pair.entity, (pair.left, pair.right), says=says, by=by.pk)
