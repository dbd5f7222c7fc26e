"""Freezes a draft: sets it as a file and keeps both, so that what was given away can always be shown again."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from cupola.engine.errors import CupolaError
from cupola.engine.paper.onepager import as_object, set_page
from cupola.modules.briefs.models import Paper, PaperKind
from cupola.modules.briefs.queries.drafts import draft
from cupola.workspace import audit
from cupola.workspace.entering import name_of
from cupola.workspace.models import User


def freeze(user: User, today: date, *, who: str = "") -> Paper:
    """Make the board's page of the newest publication and keep it. Raises `CupolaError` where there is nothing yet.

    `who` stands in the audit trail in the place of the user's address, when the command line asked.
    """
    sheet = draft(user, today)
    if sheet is None:
        raise CupolaError(_("The page"), _("has no record behind it yet."), _("Bring a delivery first."))
    content = as_object(sheet)
    file = set_page(content)
    with transaction.atomic():
        paper = Paper.objects.create(
            kind=PaperKind.ONEPAGER,
            title=sheet.title[:200],
            snapshot=sheet.snapshot,
            as_of=date.fromisoformat(sheet.as_of),
            frozen_on=today,
            who=(who or user.name)[:150],
            content=content,
            file=file,
            fingerprint=sha256(file).hexdigest(),
            made_by=user,
        )
        audit.note(
            "brief frozen",
            user=user,
            who=who or None,
            thing=name_of(paper),
            snapshot=sheet.snapshot,
            notes=len(sheet.notes),
            fingerprint=paper.fingerprint,
        )
    return paper


def forget() -> None:
    """Empty the room, when the sample district is taken out."""
    Paper.objects.all().delete()
