"""Asks the targets when it is time, and keeps what was seen as stretches of time in one state."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cupola.engine.pull.probing import Seen, probe
from cupola.modules.network.models import Probing, Stretch, Target

# A reading that comes later than so many pauses after the last begins a stretch of its own: between nobody looked.
PATIENCE = 2.5
AT_ONCE = 8


def is_due(now: datetime) -> bool:
    """Whether targets are to be asked now: it is switched on, there are any, and the pause has passed."""
    here = Probing.here()
    if not here.is_on or not Target.objects.filter(is_on=True).exists():
        return False
    return here.last_at is None or now - here.last_at >= timedelta(minutes=here.every_minutes) - timedelta(seconds=5)


def ask_all() -> int:
    """Ask every target that is on, several at once; how many were asked. Done though it is not due it does nothing."""
    now = timezone.now()
    if not is_due(now):
        return 0
    Probing.objects.filter(pk=1).update(last_at=now)
    targets = list(Target.objects.filter(is_on=True))
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        found = list(pool.map(_ask, targets))
    note(zip(targets, found, strict=True), now, pause_seconds=60 * Probing.here().every_minutes)
    return len(targets)


def _ask(target: Target) -> Seen:
    try:
        return probe(target.kind, target.address, server=target.server)
    except ValueError as error:
        return Seen(False, str(error))


@transaction.atomic
def note(found: Iterable[tuple[Target, Seen]], now: datetime, *, pause_seconds: int) -> None:
    """Write readings down: one that says the same as the last, in time, makes its stretch longer."""
    for target, seen in found:
        last = Stretch.objects.filter(target=target, begin_at__lte=now).order_by("-begin_at").first()
        patience = timedelta(seconds=PATIENCE * pause_seconds)
        if last is not None and last.is_up == seen.is_up and now - last.last_at <= patience:
            last.last_at, last.says, last.pause_seconds = now, seen.says[:100], pause_seconds
            last.readings += 1
            last.save(update_fields=["last_at", "says", "pause_seconds", "readings"])
        else:
            Stretch.objects.create(
                target=target, begin_at=now, last_at=now, pause_seconds=pause_seconds, is_up=seen.is_up,
                says=seen.says[:100],
            )  # fmt: skip


def ends_of(stretches: Iterable[Stretch]) -> Iterable[tuple[Stretch, datetime]]:
    """Each stretch of one target, in order, with its end: the begin of the next, or a pause after its last reading."""
    rows = list(stretches)
    for place, each in enumerate(rows):
        end = each.last_at + timedelta(seconds=each.pause_seconds)
        after = rows[place + 1] if place + 1 < len(rows) else None
        if after is not None and after.begin_at <= each.last_at + timedelta(seconds=PATIENCE * each.pause_seconds):
            end = after.begin_at
        yield each, end
