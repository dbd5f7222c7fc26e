"""Decisions asked: those that wait, soonest first, and those that were answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from cupola.modules.strategy.models import Ask
from cupola.modules.strategy.queries import standing
from cupola.workspace.models import User
from cupola.workspace.policy import visible


@dataclass(frozen=True, slots=True)
class AsksPage:
    """Both lists."""

    waiting: tuple[Ask, ...]
    answered: tuple[Ask, ...]
    overdue: int


def seen_by(user: User) -> QuerySet[Ask]:
    """The questions that a reader of the whole plan may see."""
    related = ("answer", "asked_of", "initiative", "goal")
    return visible(Ask.objects.select_related(*related), user, "see plan")


def asks_page(user: User) -> AsksPage:
    """All questions."""
    today = standing.today()
    waiting = tuple(seen_by(user).filter(answer=None))
    answered = tuple(seen_by(user).exclude(answer=None).order_by("-answered_at"))
    return AsksPage(waiting, answered, sum(each.by_when < today for each in waiting))
