"""How right the links are, as far as people have looked: shares with their intervals, and what is still to do."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from cupola.modules.same.intervals import Share
from cupola.modules.same.models import Pair, Says, Taking
from cupola.workspace.models import User
from cupola.workspace.policy import visible

VERB = "review links"
DECIDED = (Says.SAME, Says.DIFFERENT)


@dataclass(frozen=True, slots=True)
class Recall:
    """Of all people who are one, the share that is linked, with its ends; None where nobody looked yet."""

    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What the first page says of how sure linking is."""

    linked: Share
    proposed: Share
    recall: Recall
    agreement: Share
    is_sure: bool


def rows(user: User) -> QuerySet[Pair]:
    """The pairs that the user may see."""
    return visible(Pair.objects.all(), user, VERB)


def queue(user: User) -> QuerySet[Pair]:
    """What nobody has answered yet."""
    return rows(user).filter(is_current=True, state=Says.OPEN)


def seconds(user: User) -> QuerySet[Pair]:
    """What somebody else answered and wants a second person."""
    return rows(user).filter(wants_second=True, second_state="").exclude(decided_by=user)


def waiting(user: User) -> str:
    """The number beside the page's title: questions of linking, without the links of the sample."""
    found = queue(user).filter(band="proposed").count()
    return f"{found:,}" if found else ""


def figures(user: User, taking: Taking | None) -> Figures:
    """Shares over the pairs that the user may see."""
    own = rows(user)
    linked, proposed = _share(own, "linked"), _share(own, "proposed")
    twice = own.filter(state__in=DECIDED, second_state__in=DECIDED).order_by()
    agreement = Share(twice.filter(state=F("second_state")).count(), twice.count())
    return Figures(
        linked=linked,
        proposed=proposed,
        recall=recall(linked, proposed, (taking.linked, taking.proposed) if taking else (0, 0)),
        agreement=agreement,
        is_sure=linked.n > 0 and linked.high - linked.low <= 0.05,
    )


def recall(linked: Share, proposed: Share, sizes: tuple[int, int]) -> Recall:
    """Right links over right links and proposals that are right; what linking neither linked nor proposed is not in."""
    links, asked = sizes
    if linked.value is None or (asked and proposed.value is None):
        return Recall(None, 0.0, 1.0)
    return Recall(
        _of(links * linked.value, asked * (proposed.value or 0.0)),
        _of(links * linked.low, asked * proposed.high) or 0.0,
        _of(links * linked.high, asked * proposed.low) or 0.0,
    )


def _of(found: float, missed: float) -> float | None:
    return found / (found + missed) if found + missed else None


def _share(own: QuerySet[Pair], band: str) -> Share:
    decided = own.filter(Q(state__in=DECIDED), entity="person", band=band).order_by()
    return Share(decided.filter(state=Says.SAME).count(), decided.count())
