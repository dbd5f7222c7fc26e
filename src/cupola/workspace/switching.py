"""Services that switch a check off for the district, with a reason, and on again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from cupola.workspace import audit, jobs
from cupola.workspace.decisions import DecisionError
from cupola.workspace.models import CheckSwitch, User


@transaction.atomic
def switch_off(check: str, *, by: User, reason: str) -> None:
    """No longer run a check; its findings leave the queue when the record is judged again, which begins at once."""
    if not reason.strip():
        raise DecisionError(_("The reason"), _("is missing."), _("Say in a sentence why."))
    CheckSwitch.objects.update_or_create(check_id=check, defaults={"reason": reason.strip(), "by": by})
    audit.note("check switched off", user=by, thing=f"check:{check}", reason=reason.strip())
    jobs.publish.enqueue()


@transaction.atomic
def switch_on(check: str, *, by: User) -> None:
    """Run a check again."""
    if CheckSwitch.objects.filter(check_id=check).delete()[0]:
        audit.note("check switched on", user=by, thing=f"check:{check}")
        jobs.publish.enqueue()
