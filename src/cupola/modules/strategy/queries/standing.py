"""Where an initiative, a goal or a milestone stands, as its milestones and their days say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cupola.modules.strategy.models import Initiative, InitiativeState, Milestone

TITLES: Mapping[str, Promise] = {
    "closed": gettext_lazy("Closed"),
    "stopped": gettext_lazy("Stopped"),
    "late": gettext_lazy("Late"),
    "done": gettext_lazy("Done"),
    "on_the_way": gettext_lazy("On the way"),
    "not_begun": gettext_lazy("Not begun"),
    "to_come": gettext_lazy("To come"),
    "left_open": gettext_lazy("Left open"),
}
OVER = (InitiativeState.DONE, InitiativeState.STOPPED)


@dataclass(frozen=True, slots=True)
class Standing:
    """A word of `TITLES`, and how many milestones are done and late of how many."""

    word: str
    done: int = 0
    of: int = 0
    late: int = 0

    @property
    def title(self) -> str:
        """The word as a person reads it."""
        return str(TITLES[self.word])

    @property
    def counted(self) -> str:
        """`3 of 5 milestones done, 1 late`."""
        if not self.of:
            return _("no milestones yet")
        words = _("%(done)s of %(of)s milestones done") % {"done": self.done, "of": self.of}
        return words + (_(", %(n)s late") % {"n": self.late} if self.late else "")


def today() -> date:
    """The day in the district's time zone."""
    return timezone.localdate()


def of_milestone(milestone: Milestone, now: date) -> Standing:
    """Done, late or to come; left open when its initiative ended without it."""
    if milestone.done_on is not None:
        return Standing("done", 1, 1)
    if milestone.initiative.state in OVER:
        return Standing("left_open", 0, 1)
    return Standing("late", 0, 1, 1) if milestone.due_on < now else Standing("to_come", 0, 1)


def of_initiative(initiative: Initiative, milestones: Sequence[Milestone], now: date) -> Standing:
    """Late when a milestone, or the end, has passed; else done, on the way or not begun by its milestones."""
    done = sum(each.done_on is not None for each in milestones)
    late = sum(each.done_on is None and each.due_on < now for each in milestones)
    late = 0 if initiative.state in OVER else late
    return Standing(_word(initiative, (done, len(milestones), late), now), done, len(milestones), late)


def _word(initiative: Initiative, counts: tuple[int, int, int], now: date) -> str:
    done, of, late = counts
    if initiative.state in OVER:
        return "closed" if initiative.state == InitiativeState.DONE else "stopped"
    if of and done == of:
        return "done"
    if late or initiative.ends_on < now:
        return "late"
    if done or initiative.state == InitiativeState.ACTIVE:
        return "on_the_way"
    return "not_begun"


def of_goal(standings: Iterable[Standing]) -> Standing:
    """The milestones of all its initiatives together; stopped ones do not count."""
    counted = [each for each in standings if each.word != "stopped"]
    done, of, late = (sum(getattr(each, name) for each in counted) for name in ("done", "of", "late"))
    words = {each.word for each in counted}
    if "late" in words:
        return Standing("late", done, of, late)
    if words and words <= {"done", "closed"}:
        return Standing("done", done, of, late)
    begun = words & {"on_the_way", "done", "closed"}
    return Standing("on_the_way" if begun else "not_begun", done, of, late)
