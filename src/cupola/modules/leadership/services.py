"""What people do in the diary of their own time: begin two weeks, note a half hour, take it back, delete it all."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cupola.engine.errors import CupolaError
from cupola.modules.leadership.models import DiaryEntry, DiaryRun, TimeKind
from cupola.modules.leadership.queries.diary import running
from cupola.workspace import audit
from cupola.workspace.models import User

TWO_WEEKS = timedelta(days=13)


class DiaryError(CupolaError):
    """Nothing can be written into the diary now."""


@transaction.atomic
def begin(user: User) -> DiaryRun:
    """Begin two weeks today; the ones that run already stay."""
    today = timezone.localdate()
    run = running(user, today)
    if run is None:
        run = DiaryRun.objects.create(user=user, begins_on=today, ends_on=today + TWO_WEEKS)
        audit.note("diary begun", user=user, thing=f"diaryrun:{run.pk}")
    return run


@transaction.atomic
def tap(user: User, kind: str, *, was_planned: bool) -> DiaryEntry:
    """Note a half hour now. Raises `DiaryError` when no two weeks run. The audit trail is not told of what kind."""
    run = running(user)
    if run is None or kind not in TimeKind.values:
        raise DiaryError(_("The diary"), _("runs for two weeks, and none are running."), _("Begin two weeks first."))
    entry = DiaryEntry.objects.create(run=run, user=user, kind=kind, was_planned=was_planned)
    audit.note("diary entry added", user=user, thing=f"diaryrun:{run.pk}")
    return entry


@transaction.atomic
def undo(user: User) -> bool:
    """Take the newest entry of the two weeks that run back; whether there was one."""
    run = running(user)
    last = run.entries.order_by("-at", "-pk").first() if run is not None else None
    if last is None:
        return False
    last.delete()
    audit.note("diary entry taken back", user=user, thing=f"diaryrun:{last.run_id}")
    return True


@transaction.atomic
def delete(user: User, run: int) -> bool:
    """Delete two weeks of the user's own with all entries; whether there were any."""
    found = DiaryRun.objects.filter(user=user, pk=run).first()
    if found is None:
        return False
    found.delete()
    audit.note("diary deleted", user=user, thing=f"diaryrun:{run}")
    return True
