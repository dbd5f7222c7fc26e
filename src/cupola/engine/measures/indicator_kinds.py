"""What an indicator is, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cupola.engine.measures.kinds import Figure, Measure

CASES = ("better", "worse", "same", "moved", "first", "redefined", "partial", "unknown")
ADVICE = (*CASES, "behind", "otherwise")
NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Part:
    """A measure of an indicator and its sentences.

    The lead and the second have `cases` (one sentence for each of `CASES`); supporting ones have `says` for when they
    are known and `unknown` for when they are not. `called` are the words below the number, `digits` its decimals,
    `number` how it is written. Below the coverage `partial_below` (0 to 1) the figure is told as partial.
    """

    measure: Measure
    called: str
    digits: int
    number: str = "{value}"
    partial_below: float = 0.0
    cases: dict[str, str] | None = None
    says: str = ""
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the six: the question it answers, the measures it is told by, and what we ask and do by case.

    `second` is a number of the same weight beside the lead (parents beside teachers). `ask` and `next_steps` are by
    `ADVICE`, and always have `otherwise`.
    """

    id: str
    title: str
    question: str
    matters: str
    lead: Part
    second: Part | None
    supporting: tuple[Part, ...]
    ask: dict[str, str]
    next_steps: dict[str, str]

    @property
    def parts(self) -> tuple[Part, ...]:
        """Lead, second and supporting, in this order."""
        return (self.lead, *((self.second,) if self.second else ()), *self.supporting)


@dataclass(frozen=True, slots=True)
class Target:
    """What the district wants the lead to be, in the measure's own unit (a share is 0 to 1), and by when."""

    value: float
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """The lead or the second as it is shown: `text` is `NOT_KNOWN` without a figure; `says` is its sentence.

    `before` is the figure that it was compared with, where the sentence names it.
    """

    measure: str
    called: str
    case: str
    text: str
    says: str
    sure: str
    figure: Figure | None
    before: Figure | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """A supporting sentence and the figure that it is made of."""

    says: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Told:
    """An indicator in words.

    `case` is one of `CASES`: worse if the lead or the second is worse, else that of the lead. `meets` is None without
    a target, without a figure, and where the interval holds the target. `unknowns` says what we do not know.
    """

    indicator: Indicator
    case: str
    lead: Number
    second: Number | None
    details: tuple[Detail, ...]
    unknowns: tuple[str, ...]
    target: str
    meets: bool | None
    ask: str
    next_step: str
    aim: Target | None = None

    @property
    def changed(self) -> str:
        """What changed, in a sentence or two."""
        return " ".join(each.says for each in (self.lead, self.second) if each)

    @property
    def number(self) -> str:
        """The number of the card: the lead, and the second behind a stroke where there is one."""
        return " / ".join(each.text for each in (self.lead, self.second) if each)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures behind every number that is told now, each once."""
        shown = [each.figure for each in (self.lead, self.second) if each and each.figure]
        return tuple(dict.fromkeys([*shown, *(each.figure for each in self.details)]))
