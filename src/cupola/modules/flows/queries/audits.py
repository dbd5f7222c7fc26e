"""Audit results: the newest of each framework, scale and scope, with its age, and those before it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from cupola.workspace.folding import folded
from cupola.workspace.models import AuditResult, User
from cupola.workspace.policy import visible

OLD_DAYS = 365


@dataclass(frozen=True, slots=True)
class AuditLine:
    """The newest result of one framework, scale and scope, the one before it, and how many there are."""

    newest: AuditResult
    before: AuditResult | None
    results: tuple[AuditResult, ...]
    age_days: int

    @property
    def is_old(self) -> bool:
        """Whether it is more than a year old."""
        return self.age_days > OLD_DAYS

    @property
    def percent(self) -> float:
        """The result as a share of the best possible."""
        return float(100 * self.newest.value / self.newest.best)

    @property
    def rose(self) -> bool | None:
        """Whether it is better than the one before; None without one, or when it is the same."""
        if self.before is None:
            return None
        now, then = self.newest.value / self.newest.best, self.before.value / self.before.best
        return None if now == then else now > then


def audit_lines(user: User) -> tuple[AuditLine, ...]:
    """A line for each framework, scale and scope; the newest first."""
    rows: dict[tuple[str, ...], list[AuditResult]] = defaultdict(list)
    for each in visible(AuditResult.objects.order_by("-held_on", "-pk"), user, "see systems"):
        rows[each.kind, folded(each.framework), folded(each.scale), folded(each.scope)].append(each)
    today = timezone.localdate()
    lines = [
        AuditLine(found[0], found[1] if len(found) > 1 else None, tuple(found), (today - found[0].held_on).days)
        for found in rows.values()
    ]
    return tuple(sorted(lines, key=lambda line: line.age_days))
