"""What changed between two versions of the plan, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cupola.modules.strategy.models import InitiativeState, Kept, PlanVersion
from cupola.modules.strategy.services.versions import content
from cupola.modules.strategy.templatetags.plan import dollars
from cupola.shell.templatetags.ui import day

KINDS: Mapping[str, Promise] = {
    "goals": gettext_lazy("Goals"),
    "initiatives": gettext_lazy("Initiatives"),
    "milestones": gettext_lazy("Milestones"),
}
FIELDS: Mapping[str, Promise] = {
    "title": gettext_lazy("title"),
    "measure": gettext_lazy("measure"),
    "target": gettext_lazy("target"),
    "is_open": gettext_lazy("in the plan"),
    "needs": gettext_lazy("needs"),
    "objectives": gettext_lazy("objectives"),
    "goal": gettext_lazy("goal"),
    "begins": gettext_lazy("begin"),
    "ends": gettext_lazy("end"),
    "state": gettext_lazy("state"),
    "hours": gettext_lazy("hours"),
    "promised": gettext_lazy("promise"),
    "kept": gettext_lazy("promise kept"),
    "cents": gettext_lazy("money"),
    "initiative": gettext_lazy("initiative"),
    "due": gettext_lazy("due day"),
    "done": gettext_lazy("done"),
}
DAYS = ("begins", "ends", "due", "done")
NOW = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing of the plan: new, gone, or what of it is another now."""

    code: str
    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """All versions, and what changed between the two that were chosen; number 0 is the plan of today."""

    versions: tuple[PlanVersion, ...]
    older: int | None
    newer: int
    kinds: tuple[tuple[Any, tuple[Difference, ...]], ...]

    @property
    def total(self) -> int:
        """How many things changed."""
        return sum(len(found) for _title, found in self.kinds)


def versions_page(older: str, newer: str) -> VersionsPage:
    """Versions, newest first; without a choice the newest one is compared with today."""
    versions = tuple(PlanVersion.objects.defer("content"))
    if not versions:
        return VersionsPage((), None, NOW, ())
    numbers = {each.number for each in versions}
    first = int(older) if older.isdecimal() and int(older) in numbers else versions[0].number
    last = int(newer) if newer.isdecimal() and int(newer) in numbers else NOW
    before, after = _content(first), _content(last)
    kinds = tuple(
        (title, tuple(differences(before.get(kind, {}), after.get(kind, {})))) for kind, title in KINDS.items()
    )
    return VersionsPage(versions, first, last, kinds)


def _content(number: int) -> Mapping[str, Any]:
    if number == NOW:
        return content()
    found: Mapping[str, Any] = PlanVersion.objects.values_list("content", flat=True).get(number=number)
    return found


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """Things by code: those that are new, those that are gone, and those of which something is another."""
    for code in sorted(set(before) | set(after), key=lambda each: (len(each), each)):
        was, now = before.get(code), after.get(code)
        if was is None and now is not None:
            yield Difference(code, now["title"], (_("It is new."),))
        elif now is None and was is not None:
            yield Difference(code, was["title"], (_("It is gone."),))
        elif was != now and was is not None and now is not None:
            names = [name for name in now if was.get(name) != now[name]]
            yield Difference(code, now["title"], tuple(_sentence(name, was.get(name), now[name]) for name in names))


def _sentence(name: str, was: Any, now: Any) -> str:
    field = str(FIELDS.get(name, name))
    said = {"field": field[:1].upper() + field[1:], "was": _said(name, was), "now": _said(name, now)}
    if name in ("begins", "ends", "due") and was and now:
        said["n"] = str(abs((date.fromisoformat(now) - date.fromisoformat(was)).days))
        if now > was:
            return _("%(field)s: %(was)s became %(now)s, %(n)s days later.") % said
        return _("%(field)s: %(was)s became %(now)s, %(n)s days earlier.") % said
    return _("%(field)s: %(was)s became %(now)s.") % said


def _said(name: str, value: Any) -> str:
    if value is None:
        return _("unknown")
    if name == "cents":
        return dollars(value)
    if name in DAYS and value:
        return day(date.fromisoformat(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(value) or _("none")
    if name == "state" and value in InitiativeState.values:
        return str(InitiativeState(value).label)
    if name == "kept" and value in Kept.values:
        return str(Kept(value).label)
    return str(value) or _("none")
