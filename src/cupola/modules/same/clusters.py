"""Writes what people say where more than two records are one: one is taken out, another is asked to come in.

Both are said as answers to pairs, so that linking reads them, the audit trail has them, and each can be taken back.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cupola.engine.linking.decisions import decide
from cupola.modules.same.models import Pair, Says, Taking
from cupola.modules.same.taking import name_of
from cupola.workspace import audit
from cupola.workspace.models import School, User

# Pairs that people made: no sample of linking, so that no figure of how right it is counts them.
BAND, OUT, ASKED = "person", "taken out", "person"
WHY = {"column": "decision", "words": "somebody asked whether these two are one", "weight": None, "agrees": True}


@transaction.atomic
def take_out(key: str, others: Collection[str], *, by: User, school: School | None, entity: str = "person") -> Pair:
    """Call a record another one than each of the others; returns the pair under which that is taken back."""
    now = timezone.now()
    pairs = [_pair((key, other), school, entity) for other in sorted(others)]
    for pair in pairs:
        pair.state, pair.decided_by, pair.decided_at = Says.DIFFERENT, by, now
        pair.band, pair.method = BAND, OUT
        pair.save()
    audit.note(f"record taken out of a {entity}", user=by, thing=f"pair:{pairs[0].pk}", records=len(pairs))
    for pair in pairs:
        decide(Path(settings.DATA_FOLDER), entity, (pair.left, pair.right), says=Says.DIFFERENT, by=by.pk)
    return pairs[0]


@transaction.atomic
def put_back(pair: Pair, *, by: User) -> int:
    """Take back that a record was taken out, over all pairs that said so together; returns how many."""
    together = Pair.objects.select_for_update(of=("self",)).filter(
        method=OUT, state=Says.DIFFERENT, decided_by=by, decided_at=pair.decided_at
    )
    pairs = list(together)
    for each in pairs:
        each.state, each.decided_by, each.decided_at, each.method = Says.OPEN, None, None, ASKED
        each.save()
    audit.note(f"record put back to its {pair.entity}", user=by, thing=f"pair:{pair.pk}", records=len(pairs))
    for each in pairs:
        decide(Path(settings.DATA_FOLDER), each.entity, (each.left, each.right), says="undo", by=by.pk)
    return len(pairs)


@transaction.atomic
def ask(key: str, other: str, *, by: User, school: School | None) -> Pair:
    """Ask whether another record is this person too: the pair is then looked at and answered like any other."""
    pair = _pair((key, other), school, "person")
    if pair.pk is None or pair.state == Says.OPEN:
        pair.is_current = True
        pair.save()
        audit.note("pair asked for", user=by, thing=f"pair:{pair.pk}")
    return pair


def _pair(keys: tuple[str, str], school: School | None, entity: str) -> Pair:
    key, other = keys
    one = name_of(entity, key, other)
    known = Pair.objects.select_for_update(of=("self",)).filter(one=one).first()
    if known is not None:
        return known
    newest = Taking.newest()
    return Pair(
        one=one,
        entity=entity,
        left=key,
        right=other,
        left_system=key.partition(":")[0][:100],
        right_system=other.partition(":")[0][:100],
        band=BAND,
        method=ASKED,
        reasons=[WHY],
        school=school,
        is_current=False,
        snapshot=newest.snapshot if newest else "",
    )
