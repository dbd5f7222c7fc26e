"""Services for what people decide about findings: one at a time or many, each with its history and an audit line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cupola.engine.errors import CupolaError
from cupola.workspace import audit
from cupola.workspace.models import Decision, DecisionKind, Finding, User
from cupola.workspace.policy import can, visible

AT_ONCE = 500
LONGEST_ACCEPTANCE = timedelta(days=400)
LONGEST_REASON = 2_000
NEEDS_A_REASON = (DecisionKind.ACCEPTED, DecisionKind.NOT_A_PROBLEM, DecisionKind.NOTE)


class DecisionError(CupolaError):
    """A decision cannot be made as asked."""


class ChangedMeanwhile(DecisionError):
    """Somebody else decided, or a delivery came, since the page was shown."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be said about findings. Assigned without an owner gives them back to the role."""

    kind: DecisionKind
    owner: User | None = None
    due_on: date | None = None
    until: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """The findings that a decision is for. `stamp` changes as soon as one of them is decided, comes or goes."""

    keys: tuple[int, ...]
    prints: tuple[str, ...]
    stamp: str

    def __len__(self) -> int:
        return len(self.keys)


def target(query: QuerySet[Finding], by: User) -> Target:
    """Those findings of a query that the user may decide on, with the stamp to send back with the decision."""
    rows = visible(query.order_by(), by, "decide findings").order_by("pk").values_list("pk", "fingerprint", "version")
    return _target(rows)


def _target(rows: Iterable[tuple[int, str, int]]) -> Target:
    found = list(rows)
    said = "\n".join(f"{print_}:{version}" for _key, print_, version in found)
    keys, prints = tuple(row[0] for row in found), tuple(row[1] for row in found)
    return Target(keys, prints, sha256(said.encode()).hexdigest()[:20])


def check_wish(wish: Wish, today: date | None = None) -> None:
    """Refuse a wish that lacks a reason or has an impossible date, before anything is looked up."""
    today = today or timezone.localdate()
    if wish.kind in NEEDS_A_REASON and not wish.reason.strip():
        raise DecisionError(_("The reason"), _("is missing."), _("Say in a sentence why."))
    if len(wish.reason) > LONGEST_REASON:
        raise DecisionError(_("The reason"), _("is too long."), _("Say it in fewer than 2,000 letters."))
    if wish.kind == DecisionKind.ACCEPTED:
        if wish.until is None or wish.until <= today:
            raise DecisionError(_("The last day"), _("is not in the future."), _("Choose a day after today."))
        if wish.until > today + LONGEST_ACCEPTANCE:
            raise DecisionError(_("The last day"), _("is more than a year away."), _("Choose a nearer day."))
    if wish.due_on is not None and wish.due_on < today:
        raise DecisionError(_("The due date"), _("has passed."), _("Choose today or a later day."))


def decide(query: QuerySet[Finding], wish: Wish, *, by: User, stamp: str) -> int:
    """Say the same about every finding of a query that the user may decide on; returns how many.

    `stamp` is that of the target that the person was shown. Raises `ChangedMeanwhile` when it is another now, and
    `DecisionError` for a wish that cannot be: nothing is changed then.
    """
    check_wish(wish)
    with transaction.atomic():
        rows = visible(query.order_by(), by, "decide findings").order_by("pk")
        locked = rows.select_for_update(of=("self",)).values_list("pk", "fingerprint", "version")
        now = _target(locked)
        if not now.keys:
            raise DecisionError(_("These findings"), _("are none that you may decide on."), _("Load the page again."))
        if now.stamp != stamp:
            raise ChangedMeanwhile(
                _("These findings"),
                _("were changed by somebody else, or by a delivery, since you opened the page. Nothing was done."),
                _("Look at them as they are now, and decide again."),
            )
        _refuse_who_cannot_see(now, wish)
        for some in _chunks(now.keys):
            Finding.objects.filter(pk__in=some).update(version=F("version") + 1, **_fields(wish))
        _write(now.prints, wish, by)
        return len(now)


def _refuse_who_cannot_see(asked: Target, wish: Wish) -> None:
    owner = wish.owner
    if wish.kind != DecisionKind.ASSIGNED or owner is None:
        return
    seen = sum(visible(Finding.objects.filter(pk__in=some), owner).count() for some in _chunks(asked.keys))
    if not owner.is_active or seen < len(asked):
        raise DecisionError(
            owner.name,
            _("may not see %(n)s of these findings.") % {"n": f"{len(asked) - seen:,}"},
            _("Choose somebody of that school, or leave it to the role."),
        )


def _fields(wish: Wish) -> dict[str, Any]:
    """What a decision writes on the finding itself."""
    if wish.kind == DecisionKind.NOTE:
        return {}
    if wish.kind == DecisionKind.ASSIGNED:
        standing = DecisionKind.ASSIGNED if wish.owner else ""
        return {"standing": standing, "owner": wish.owner, "due_on": wish.due_on, "until": None, "reason": wish.reason}
    if wish.kind == DecisionKind.REOPENED:
        return {"standing": "", "until": None, "reason": wish.reason}
    return {"standing": wish.kind, "until": wish.until if wish.kind == DecisionKind.ACCEPTED else None,
            "reason": wish.reason}  # fmt: skip


def _write(prints: tuple[str, ...], wish: Wish, by: User | None) -> None:
    """A line of history for each finding, and one audit line for the act."""
    owner = wish.owner if wish.kind == DecisionKind.ASSIGNED else None
    Decision.objects.bulk_create(
        (
            Decision(
                fingerprint=each,
                kind=wish.kind,
                by=by,
                who=by.name if by else "Cupola",
                owner=owner,
                owner_name=owner.name if owner else "",
                due_on=wish.due_on if wish.kind == DecisionKind.ASSIGNED else None,
                until=wish.until if wish.kind == DecisionKind.ACCEPTED else None,
                reason=wish.reason.strip(),
            )
            for each in prints
        ),
        batch_size=AT_ONCE,
    )
    audit.note(
        f"finding {wish.kind}",
        user=by,
        thing=f"finding:{prints[0]}" if len(prints) == 1 else "",
        reason=wish.reason.strip(),
        findings=len(prints),
        prints=sha256("\n".join(prints).encode()).hexdigest(),
        owner=owner.pk if owner else None,
        due_on=wish.due_on.isoformat() if wish.due_on else None,
        until=wish.until.isoformat() if wish.until else None,
    )


def _chunks(keys: tuple[int, ...]) -> Iterable[tuple[int, ...]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


@transaction.atomic
def expire(today: date) -> int:
    """Bring back what was accepted until a day that has passed; returns how many came back. Twice ends the same."""
    over = Finding.objects.filter(standing=DecisionKind.ACCEPTED, until__lt=today).order_by("pk")
    now = _target(over.select_for_update(of=("self",)).values_list("pk", "fingerprint", "version"))
    if not now.keys:
        return 0
    for some in _chunks(now.keys):
        rows = Finding.objects.filter(pk__in=some)
        rows.filter(is_open=True).update(came_back_on=today)
        rows.update(standing="", until=None, reason="", version=F("version") + 1)
    _write(now.prints, Wish(DecisionKind.REOPENED, reason="The day until which it was accepted has passed."), None)
    return len(now)


def mine(user: User) -> Q:
    """Findings that a person has to fix: assigned to them, or left to a role that they hold (scope them as well)."""
    roles = [grant.role for grant in user.grants.all()]
    return Q(owner=user) | Q(owner=None, role__in=roles)


def may_own(user: User) -> bool:
    """Whether findings can be assigned to this person at all."""
    return user.is_active and can(user, "see findings")
