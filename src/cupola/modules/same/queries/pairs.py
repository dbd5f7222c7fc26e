"""What the pages of pairs show: the queue, one pair side by side, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from cupola.engine.inventory.sides import sides_of
from cupola.engine.linking.sides import PLAIN, Side, plain_sides
from cupola.engine.linking.vendor_sides import sides_of_vendors
from cupola.engine.linking.vendors import ENTITY as VENDOR
from cupola.engine.record.reader import EVERYTHING, reader
from cupola.modules.same.letters import Piece, apart
from cupola.modules.same.models import Pair, Says, Taking
from cupola.modules.same.queries.figures import VERB, Figures, figures, queue, rows, seconds
from cupola.modules.same.words import COMPARED, FIELDS, QUESTIONS, does_words
from cupola.workspace import personal
from cupola.workspace.models import User
from cupola.workspace.policy import can

SHOWN = 20
SECONDS_EACH = 20
OF_PEOPLE = ("first_name", "middle", "last_name", "born", "sex", "address")
EITHER = ("email", "phone")
HALF, HEAVIEST = 88.0, 14.0


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The room's first page."""

    taking: Taking | None
    figures: Figures
    waiting: int
    questions: int
    for_second: int
    minutes: int
    next: Pair | None
    answered: Sequence[Pair]
    apart: Sequence[Pair]


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a pair: both texts in pieces, what linking says of it, and the bar of its weight."""

    title: Any
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    why: str
    weight: float | None
    x: float
    width: float
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class PairPage:
    """One pair side by side. `is_second` hides what the first person said."""

    pair: Pair
    question: Any
    titles: tuple[str, str]
    lines: tuple[Line, ...]
    others: tuple[Mapping[str, Any], ...]
    in_100: int | None
    done: int
    total: int
    next: Pair | None
    is_asked: bool
    is_second: bool
    may_take_back: bool
    sees_names: bool
    may_see_names: bool
    is_gone: bool


def review_page(user: User) -> ReviewPage:
    """Queue, figures, and what was answered last; a first answer that waits for a second person is kept quiet."""
    taking = Taking.newest()
    waiting, second = queue(user).count(), seconds(user).count()
    told = rows(user).exclude(state=Says.OPEN).filter(~Q(wants_second=True, second_state="") | Q(decided_by=user))
    decided = told.filter(state__in=(Says.SAME, Says.DIFFERENT), second_state__in=(Says.SAME, Says.DIFFERENT))
    same, other = Q(state=Says.SAME), Q(second_state=Says.SAME)
    return ReviewPage(
        taking=taking,
        figures=figures(user, taking),
        waiting=waiting,
        questions=queue(user).filter(band="proposed").count(),
        for_second=second,
        minutes=round((waiting + second) * SECONDS_EACH / 60),
        next=next_pair(user),
        answered=tuple(told.select_related("decided_by", "school").order_by("-decided_at", "-pk")[:SHOWN]),
        apart=tuple(decided.filter((same & ~other) | (other & ~same)).select_related("school")[:SHOWN]),
    )


def next_pair(user: User, after: Pair | None = None) -> Pair | None:
    """The next that nobody answered, in the order of the lot; when there is none, one that wants a second person."""
    waiting = [queue(user), seconds(user)]
    if after and after.entity == VENDOR:
        # Who came for vendors stays with them as long as there are any.
        waiting.insert(0, queue(user).filter(entity=VENDOR))
    for asked in waiting:
        others = asked.exclude(pk=after.pk) if after else asked
        later = others.filter(order__gt=after.order) if after else others
        found = later.first() or others.first()
        if found is not None:
            return found
    return None


def pair_page(user: User, pair: Pair, reason: str | None) -> PairPage:
    """One pair that the user may see; `reason` is None until names are asked for. Raises what the one door raises."""
    sides = sides_of_pair(user, pair, reason)
    both = tuple(next((each for each in sides if each.key == key), None) for key in (pair.left, pair.right))
    taking = Taking.newest()
    titles = taking.titles if taking else {}
    is_second = _wants_second_of(user, pair)
    mine = rows(user)
    left, done = queue(user).count(), mine.filter(is_current=True).exclude(state=Says.OPEN).count()
    fits = tuple(
        each for each in pair.reasons if each["column"] in set(COMPARED.values()) and each["weight"] is not None
    )
    return PairPage(
        pair=pair,
        question=QUESTIONS.get(pair.entity, QUESTIONS["person"]),
        titles=(titles.get(pair.left_system, pair.left_system), titles.get(pair.right_system, pair.right_system)),
        lines=_lines(pair, both, names_hidden=pair.entity == "person" and reason is None),
        others=tuple(each for each in pair.reasons if each not in fits),
        in_100=None if pair.weight is None else min(99, max(1, round(100 / (1 + 2.0 ** -min(60.0, pair.weight))))),
        done=done,
        total=done + left,
        next=next_pair(user, pair),
        is_asked=(pair.state == Says.OPEN and pair.is_current) or is_second,
        is_second=is_second,
        may_take_back=not is_second and user.pk in (pair.decided_by_id, pair.second_by_id),
        sees_names=reason is not None,
        may_see_names=pair.entity == "person" and (can(user, "see names") or can(user, "see any names")),
        is_gone=not all(both),
    )


def _wants_second_of(user: User, pair: Pair) -> bool:
    waits = pair.wants_second and not pair.second_state and pair.state != Says.OPEN
    return waits and pair.decided_by_id != user.pk


def sides_of_pair(user: User, pair: Pair, reason: str | None) -> tuple[Side, ...]:
    """What both sources say; of people by the one door, or without anything that says who it is."""
    data, keys = Path(settings.DATA_FOLDER), (pair.left, pair.right)
    if pair.entity == "device":
        return tuple(
            Side(each.device_id, each.system, each.system, "", {
                "serial": each.serial, "tag": each.tag, "model": each.model, "kind": each.kind,
                "place": each.place or each.assigned_place,
            })
            for each in sides_of(data, keys)
        )  # fmt: skip
    if pair.entity == "org":
        return _schools(data, keys)
    if pair.entity == VENDOR:
        return _vendors(data, pair.snapshot, keys)
    if reason is None:
        return plain_sides(data, pair.snapshot, personal.scope_for(user, VERB), keys=keys)
    return personal.sides(user, keys, reason, snapshot=pair.snapshot)


def _vendors(data: Path, snapshot: str, keys: tuple[str, str]) -> tuple[Side, ...]:
    found = []
    for each in sides_of_vendors(data, snapshot, keys):
        known = [does.dollars for does in each.does if does.dollars is not None]
        does = ", ".join(does_words(one.what, one.rows) for one in each.does)
        says = {"name": each.name, "does": does, "dollars": f"${sum(known):,.0f}" if known else ""}
        found.append(Side(each.key, each.system, each.title, "", says))
    return tuple(found)


def _schools(data: Path, keys: tuple[str, str]) -> tuple[Side, ...]:
    with reader(data, EVERYTHING) as connection:
        found = connection.execute(
            "SELECT org_id, min(name), min(city) FROM orgs WHERE org_id IN (?, ?) GROUP BY org_id", list(keys)
        ).fetchall()
    return tuple(
        Side(key, key.partition(":")[0], key.partition(":")[0], "", {"name": name or "", "city": city or ""})
        for key, name, city in found
    )


def _lines(pair: Pair, both: tuple[Side | None, ...], *, names_hidden: bool) -> tuple[Line, ...]:
    fields = [name for each in both if each is not None for name in each.says]
    if names_hidden:
        fields = [name for name in FIELDS if name in (*OF_PEOPLE, *PLAIN)]
    said = {each["column"]: each for each in pair.reasons}
    left, right = (each.says if each else {} for each in both)
    found = []
    for name in dict.fromkeys(fields):
        reason = said.get(COMPARED.get(name, ""), {})
        weight = reason.get("weight")
        size = min(HALF, abs(weight or 0.0) / HEAVIEST * HALF)
        texts = _pieces(name, left.get(name, ""), right.get(name, ""))
        hidden = names_hidden and name not in PLAIN
        if hidden or any(texts) or reason:
            x = HALF if (weight or 0) >= 0 else HALF - size
            found.append(
                Line(FIELDS[name], *texts, reason.get("words", ""), weight, round(x, 1), round(size, 1), hidden)
            )
    return tuple(found)


def _pieces(name: str, left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces. A child's own address and that of the home stand beside one another: neither is wrong."""
    if name == "address":
        return _of_address(left, right)
    if name in (*EITHER, "does", "dollars") or (name == "sex" and left[:1].lower() == right[:1].lower()):
        return apart(left, left)[0], apart(right, right)[0]
    return apart(left, right)


def _of_address(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Whether two homes are one; where that is does not help to decide, so it is not shown."""
    if left and right and left != right:
        return (Piece("A", True),), (Piece("B", True),)
    same = (Piece("A", False),)
    return same if left else (), same if right else ()


def seen(user: User) -> QuerySet[Pair]:
    """The pairs that the user may open."""
    return rows(user).select_related("school", "decided_by")
