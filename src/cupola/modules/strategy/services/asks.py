"""Decisions asked, with their options, and the answer."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cupola.modules.strategy.models import Ask, AskOption
from cupola.modules.strategy.services.faults import PlanError
from cupola.workspace.entering import keep
from cupola.workspace.models import User
from cupola.workspace.policy import everywhere

Wanted = tuple[str, str]


def put(ask: Ask, options: Sequence[Wanted], *, by: User, seen: int | None) -> Ask:
    """Save a question with its options (text, what follows); one that was answered stands as it was answered."""
    if ask.pk is not None and Ask.objects.filter(pk=ask.pk).exclude(answer=None).exists():
        raise PlanError(_("This question"), _("was answered."), _("Ask a new one."))

    def write_options() -> None:
        ask.options.all().delete()
        AskOption.objects.bulk_create(
            AskOption(ask=ask, place=place, text=text, consequence=consequence)
            for place, (text, consequence) in enumerate(options)
        )

    keep(ask, by=by, act="decision asked", seen=seen, then=write_options)
    return ask


def may_answer(user: User, ask: Ask) -> bool:
    """Whether a user may answer: whoever was asked, and everybody who may answer decisions."""
    return everywhere(user, "answer decisions") or (ask.asked_of_id == user.pk and everywhere(user, "see plan"))


@transaction.atomic
def answer(ask: Ask, option: AskOption, *, note: str, by: User) -> Ask:
    """Write the answer, once; refused for who may not answer, and when somebody else was faster."""
    if not may_answer(by, ask):
        raise PlanError(_("This question"), _("is not yours to answer."), _("Tell whoever was asked."))
    now = Ask.objects.select_for_update(of=("self",)).get(pk=ask.pk)
    if now.answer_id is not None:
        raise PlanError(_("This question"), _("has an answer already."), _("Look at what was said."))
    if option.ask_id != ask.pk:
        raise PlanError(_("That answer"), _("belongs to another question."), _("Choose one of those shown."))
    now.answer, now.answered_by, now.answered_who = option, by, str(by)
    now.answered_at, now.note = timezone.now(), note
    keep(now, by=by, act="decision answered")
    return now
