"""What a survey found, within what the reader may see: nothing of fewer than ten, and nothing that gives them away.

While a survey is open only counts are shown: between two days the results would differ by what one person said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cupola.engine.paper.survey_charts import Portion, spread
from cupola.engine.surveys.figures import SMALL_GROUP, favourable, margin, protected, umux_lite
from cupola.modules.voice.models import Comment, Item, ItemKind, Response, Speaker, Survey
from cupola.modules.voice.queries.surveys import total
from cupola.modules.voice.surveys.scales import SOURCES, UMUX_LITE, ReadyMade
from cupola.workspace.models import School, User
from cupola.workspace.policy import everywhere, visible

UNKNOWN = "?"
REST = "rest"


@dataclass(frozen=True, slots=True)
class GroupLine:
    """People of one school or role: how many answered and were asked; None is unknown, hidden is fewer than ten."""

    key: str
    name: str
    answered: int
    invited: int | None
    is_hidden: bool

    @property
    def rate(self) -> int | None:
        """Answers of a hundred asked."""
        return round(100 * self.answered / self.invited) if self.invited and not self.is_hidden else None


@dataclass(frozen=True, slots=True)
class Cell:
    """One question at one school: the share of good answers of a hundred and its margin; None may not be shown."""

    share: int | None
    margin: int | None
    answers: int | None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """What one question found. `share` is of a hundred, `mean` for numbers; None may not be shown or is not known."""

    item: Item
    answers: int | None
    share: int | None
    margin: int | None
    mean: str
    chart: str
    portions: tuple[Portion, ...]
    comments: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def is_words(self) -> bool:
        """Whether people wrote words."""
        return self.item.kind == ItemKind.TEXT


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a published scale, with its source."""

    made: ReadyMade
    value: str
    answers: int


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """The whole of it."""

    survey: Survey
    answered: int
    invited: int | None
    margin: int | None
    school: School | None
    schools: tuple[GroupLine, ...]
    shown_schools: tuple[GroupLine, ...]
    roles: tuple[GroupLine, ...]
    items: tuple[ItemLine, ...]
    scores: tuple[Score, ...]
    comments_waiting: int
    is_counts_only: bool
    is_too_few: bool
    is_only_own: bool
    least: int = SMALL_GROUP

    @property
    def rate(self) -> int | None:
        """Answers of a hundred asked."""
        return round(100 * self.answered / self.invited) if self.invited else None


@dataclass(frozen=True, slots=True)
class _Group:
    """Who answered, under the school's key, with how many were asked."""

    sizes: Mapping[str, int]
    names: Mapping[str, str]
    invited: Mapping[str, int | None]


class Reading:
    """The answers of one survey, grouped by the schools that a reader may tell apart."""

    def __init__(self, survey: Survey, user: User) -> None:
        self.survey = survey
        self.is_district = everywhere(user, "see voice")
        self.own = set(visible(School.objects.all(), user, "see voice").values_list("pk", flat=True))
        self.items = list(survey.items.all())
        self.rows = list(Response.objects.filter(survey=survey).values_list("school_id", "speaker", "answers"))
        self.doors = list(survey.doors.values_list("school_id", "invited"))
        self.names = {str(key): name for key, name in School.objects.values_list("pk", "name")}

    def group_of(self, school: int | None) -> str:
        """The group in which a reader sees an answer; schools of others are one."""
        if school is not None and (self.is_district or school in self.own):
            return str(school)
        return UNKNOWN if self.is_district else REST

    def shown(self, sizes: Mapping[str, int]) -> frozenset[str]:
        """The groups that may be shown beside their total."""
        return protected(dict(sizes)).visible - {REST}

    def values(self, item: Item) -> list[tuple[str, Any]]:
        """Group and answer, of those who answered a question."""
        code = item.code
        return [
            (self.group_of(school), answers[code])
            for school, _role, answers in self.rows
            if answers.get(code) is not None
        ]


def results_page(survey: Survey, user: User, school: str = "") -> ResultsPage:
    """What the reader may see of a survey, for the district or for one school."""
    reading = Reading(survey, user)
    lines = _school_lines(reading)
    answered = len(reading.rows)
    shown = tuple(line for line in lines if not line.is_hidden and line.answered and line.key != UNKNOWN)
    chosen = next((line for line in shown if line.key == school), None)
    invited = total([invited for _school, invited in reading.doors])
    is_too_few = answered < SMALL_GROUP
    is_counts_only = survey.state != Survey.State.CLOSED
    may_show = not (is_too_few or is_counts_only)
    sure = margin(invited, answered) if invited else None
    return ResultsPage(
        survey=survey,
        answered=answered,
        invited=invited,
        margin=None if sure is None else round(100 * sure),
        school=School.objects.get(pk=chosen.key) if chosen and may_show else None,
        schools=lines,
        shown_schools=shown if may_show else (),
        roles=_role_lines(reading),
        items=tuple(_item_lines(reading, shown, chosen)) if may_show else (),
        scores=tuple(_scores(reading, chosen)) if may_show else (),
        comments_waiting=Comment.objects.filter(survey=survey, masked="").count() if may_show else 0,
        is_counts_only=is_counts_only,
        is_too_few=is_too_few,
        is_only_own=not reading.is_district,
    )


def _school_lines(reading: Reading) -> tuple[GroupLine, ...]:
    sizes = Counter(reading.group_of(school) for school, _role, _answers in reading.rows)
    invited: dict[str, list[int | None]] = {}
    for school, many in reading.doors:
        invited.setdefault(reading.group_of(school), []).append(many)
    names = {**reading.names, UNKNOWN: _("School not told")}
    seen = reading.shown(sizes)
    found = [
        GroupLine(key, names[key], sizes[key], total(invited.get(key, [])), sizes[key] > 0 and key not in seen)
        for key in {*sizes, *invited} - {REST}
        if key != UNKNOWN or sizes[key]
    ]
    return tuple(sorted(found, key=lambda line: (line.key == UNKNOWN, line.name)))


def _role_lines(reading: Reading) -> tuple[GroupLine, ...]:
    sizes = Counter(role for _school, role, _answers in reading.rows)
    if set(sizes) <= {""}:
        return ()
    seen = protected(dict(sizes)).visible
    titles = dict(Speaker.choices)
    return tuple(
        GroupLine(role, str(titles.get(role, _("Role not told"))), many, None, role not in seen)
        for role, many in sorted(sizes.items())
    )


def _item_lines(reading: Reading, shown: Sequence[GroupLine], chosen: GroupLine | None) -> Iterable[ItemLine]:
    words = _comments(reading, chosen)
    invited = {line.key: line.invited for line in shown}
    for item in reading.items:
        if item.kind == ItemKind.TEXT:
            yield ItemLine(item, None, None, None, "", "", (), words.get(item.pk, ()), ())
            continue
        given = reading.values(item)
        seen = reading.shown(Counter(group for group, _value in given))
        cells = tuple(
            _cell(item, [value for group, value in given if group == line.key], invited[line.key])
            if line.key in seen
            else Cell(None, None, None)
            for line in shown
        )
        if chosen is None:
            values, asked = [value for _group, value in given], total([many for _school, many in reading.doors])
        else:
            values = [value for group, value in given if group == chosen.key and chosen.key in seen]
            asked = chosen.invited
        yield _item_line(item, values, asked, cells=cells)


def _item_line(item: Item, values: Sequence[Any], asked: int | None, *, cells: tuple[Cell, ...]) -> ItemLine:
    if len(values) < SMALL_GROUP:
        return ItemLine(item, None, None, None, "", "", (), (), cells)
    portions = tuple(_portions(item, values))
    cell = _cell(item, values, asked)
    mean = ""
    if item.kind == ItemKind.NUMBER:
        mean = f"{sum(values) / len(values):,.1f}"
    says = "; ".join(f"{each.name}: {each.count}" for each in portions)
    chart = spread(portions, says=says) if portions else ""
    return ItemLine(item, len(values), cell.share, cell.margin, mean, chart, portions, (), cells)


def _cell(item: Item, values: Sequence[Any], asked: int | None) -> Cell:
    """The share of good answers and its margin; only a scale has one."""
    if item.kind != ItemKind.SCALE or len(values) < SMALL_GROUP:
        return Cell(None, None, len(values) if len(values) >= SMALL_GROUP else None)
    share = favourable(values, scale_to=item.scale_to, is_reversed=item.is_reversed)
    sure = margin(asked, len(values)) if asked else None
    return Cell(None if share is None else round(100 * share), None if sure is None else round(100 * sure), len(values))


def _portions(item: Item, values: Sequence[Any]) -> Iterable[Portion]:
    if item.kind == ItemKind.SCALE:
        counted = Counter(values)
        for place in range(1, item.scale_to + 1):
            yield Portion(str(place), counted[place], len(values))
    elif item.kind in (ItemKind.CHOICE, ItemKind.SEVERAL):
        counted = Counter(part for value in values for part in (value if isinstance(value, list) else [value]))
        for choice in item.choices:
            value = choice["value"]
            yield Portion(str(choice.get("en") or value), counted[value], len(values))


def _scores(reading: Reading, chosen: GroupLine | None) -> Iterable[Score]:
    two = [item for item in reading.items if item.scale == UMUX_LITE]
    if len(two) != 2:
        return
    pairs = [
        (reading.group_of(school), umux_lite(answers[two[0].code], answers[two[1].code]))
        for school, _role, answers in reading.rows
        if all(answers.get(item.code) is not None for item in two)
    ]
    if chosen is not None:
        seen = reading.shown(Counter(group for group, _score in pairs))
        pairs = [pair for pair in pairs if pair[0] == chosen.key and chosen.key in seen]
    if len(pairs) >= SMALL_GROUP:
        yield Score(SOURCES[UMUX_LITE], f"{sum(score for _group, score in pairs) / len(pairs):.0f}", len(pairs))


def _comments(reading: Reading, chosen: GroupLine | None) -> dict[int, tuple[str, ...]]:
    """Question -> masked words. A principal reads those of the own school only, in no order that tells of time."""
    rows = Comment.objects.filter(survey=reading.survey).exclude(masked="")
    if chosen is not None:
        rows = rows.filter(school_id=chosen.key)
    elif not reading.is_district:
        return {}
    found: dict[int, list[str]] = {}
    for item, masked in rows.order_by("key").values_list("item_id", "masked"):
        found.setdefault(item, []).append(masked)
    return {item: tuple(words) for item, words in found.items()}


HEADER = ("question", "kind", "group", "answers", "favorable percent", "margin points", "mean")


def table(page: ResultsPage) -> Iterable[tuple[str, ...]]:
    """The rows of the page as a file; what is not shown says so."""
    for line in page.items:
        if line.is_words:
            continue
        whole = page.school.name if page.school else _("whole district")
        yield _row(line, whole, Cell(line.share, line.margin, line.answers), mean=line.mean)
        for group, cell in zip(page.shown_schools, line.cells, strict=True):
            yield _row(line, group.name, cell)


def _row(line: ItemLine, group: str, cell: Cell, *, mean: str = "") -> tuple[str, ...]:
    if cell.answers is None:
        return (line.item.text, line.item.kind, group, _("not shown"), "", "", "")
    share = "" if cell.share is None else str(cell.share)
    sure = "" if cell.margin is None else str(cell.margin)
    return (line.item.text, line.item.kind, group, str(cell.answers), share, sure, mean)
