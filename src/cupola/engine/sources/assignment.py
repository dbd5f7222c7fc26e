"""Gives each column of a list the column of a file that fills it best, and says why, or why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cupola.engine.sources.forms import Column, FileForm
from cupola.engine.sources.mapping_words import FormWords, Words, mapping_words
from cupola.engine.sources.sample_columns import Seen, Verdict, grade_range, judge

RANGES = tuple(map(frozenset, (
    {"grade", "span"}, {"grade"}, {"grade", "served"}, {"grade", "offered"}, {"grade", "school"},
    {"grade", "span", "school"}, {"grade", "low", "high"}, {"grade", "taught"}, {"grade", "configuration"},
)))  # fmt: skip
BY_VALUES_ALONE = ("email", "sex")
STAMP = "it only says when the row was written"


@dataclass(frozen=True, slots=True)
class Take:
    """One column of the list, the column of the file that fills it, how surely, and why."""

    target: str
    seen: Seen
    score: float
    why: str
    part: str | None = None
    then: Seen | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A form with the columns that fill it; `left` fill nothing, `reasons` says why (by header)."""

    form: FileForm
    taken: tuple[Take, ...]
    used: tuple[Seen, ...]
    left: tuple[Seen, ...]
    reasons: dict[str, str]

    @property
    def headers(self) -> frozenset[str]:
        """Headers that fill something."""
        return frozenset(take.seen.header for take in self.taken)

    @property
    def targets(self) -> frozenset[str]:
        """Columns of the list that are filled."""
        return frozenset(take.target for take in self.taken)

    def column_of(self, target: str) -> Seen | None:
        """The file's column that fills `target`."""
        return next((take.seen for take in self.taken if take.target == target), None)


@dataclass(frozen=True, slots=True)
class _Match:
    """A column that may fill a target: by its name (`rank` in the list of names) and by its values."""

    target: Column
    seen: Seen
    score: float
    verdict: Verdict


def assign(form: FileForm, words: FormWords, seen: Sequence[Seen]) -> Assignment:
    """Fill the form's columns from the file's, best matches first, each used once."""
    open_columns = [column for column in seen if _refusal(column) is None]
    matches = [match for column in open_columns for match in _matches(form, words, column)]
    matches.sort(key=lambda match: -match.score)
    taken: dict[str, Take] = {}
    for match in matches:
        if match.score > 0 and match.target.name not in taken and match.seen.header not in _headers(taken):
            taken[match.target.name] = _take(match)
    for more in (_range, _joined, _by_values):
        used = _headers(taken)
        free = [column for column in open_columns if column.header not in used]
        taken |= {take.target: take for take in more(form, free, taken)}
    lonely = _lonely_name(taken, words)
    if lonely is not None:
        del taken[lonely]
    used = _headers(taken)
    chosen = tuple(column for column in seen if column.header in used)
    left = tuple(column for column in seen if column.header not in used)
    reasons = {column.header: _reason(column, matches, taken) for column in left}
    return Assignment(form, tuple(taken.values()), chosen, left, reasons)


def _headers(taken: dict[str, Take]) -> set[str]:
    return {each.header for take in taken.values() for each in (take.seen, take.then) if each is not None}


def _lonely_name(taken: dict[str, Take], words: FormWords) -> str | None:
    """A given or family name without the other is a person's only where the header says so (`FamilyName`)."""
    found = [each for each in ("given_name", "family_name") if each in taken]
    if len(found) != 1 or taken[found[0]].seen.words & words.subject:
        return None
    return found[0]


def _matches(form: FileForm, words: FormWords, seen: Seen) -> list[_Match]:
    found = []
    for target in form.columns:
        said = _said(target.name, words, seen.words)
        if said is not None:
            rank, weak = said
            verdict = judge(target, seen)
            sure = verdict.sure or not weak
            found.append(_Match(target, seen, (1 - min(0.5, 0.02 * rank)) * verdict.fit * sure, verdict))
    return found


def _said(target: str, words: FormWords, header: Words) -> tuple[float, bool] | None:
    """How early the header stands among the target's names, and whether that name is a weak one."""
    phrases = (*mapping_words().columns.get(target, ()), *words.also.get(target, ()))
    without = header - words.subject
    for said, later in ((header, 0.0), (without, 1.5)):
        for phrase in phrases:
            if said and phrase.words == said:
                return phrase.rank + later, phrase.weak
    return None


def _take(match: _Match) -> Take:
    means = mapping_words().means
    meaning = means.get(match.target.name, f"the {match.target.name.replace('_', ' ')}")
    why = f"'{match.seen.header}' names {meaning}; it holds {match.verdict.said}"
    if not match.seen.values:
        why = f"'{match.seen.header}' names {meaning}; it has {match.verdict.said}"
    return Take(match.target.name, match.seen, match.score, why)


def _range(form: FileForm, free: Sequence[Seen], taken: dict[str, Take]) -> list[Take]:
    """One column with ranges of grades fills the lowest and the highest grade."""
    names = {column.name for column in form.columns}
    if "low_grade" not in names or {"low_grade", "high_grade"} & set(taken):
        return []
    for column in free:
        if column.words in RANGES and grade_range(column):
            why = f"'{column.header}' holds ranges of grades such as 09-12: their {{}} end"
            return [
                Take("low_grade", column, 0.9, why.format("low"), "low"),
                Take("high_grade", column, 0.9, why.format("high"), "high"),
            ]
    return []


def _joined(form: FileForm, free: Sequence[Seen], taken: dict[str, Take]) -> list[Take]:
    """Two columns that fill one, such as a guardian's given and family name."""
    names = {column.name for column in form.columns} - set(taken)
    by_words = {column.words: column for column in reversed(free)}
    found = []
    for target, pair in mapping_words().joined.items():
        if target in names and all(words in by_words for words in pair):
            first, second = (by_words[words] for words in pair)
            why = f"'{first.header}' and '{second.header}' together are {mapping_words().means[target]}"
            found.append(Take(target, first, 0.9, why, then=second))
    return found


def _by_values(form: FileForm, free: Sequence[Seen], taken: dict[str, Take]) -> list[Take]:
    """Columns whose header says nothing, but whose values can be only one thing."""
    known = mapping_words().known
    found = []
    for name in BY_VALUES_ALONE:
        target = next((column for column in form.columns if column.name == name), None)
        if target is None or name in taken:
            continue
        silent = [c for c in free if c.values and not c.words & known]
        sure = [(c, verdict) for c in silent if (verdict := judge(target, c)).sure and c.distinct > 1]
        if len(sure) == 1:
            column, verdict = sure[0]
            why = f"'{column.header}' says nothing, but every value is of this kind: {verdict.said}"
            found.append(Take(name, column, 0.4, why))
    return found


def _refusal(column: Seen) -> str | None:
    refused = mapping_words().refused
    return next((refused[word] for word in sorted(column.words) if word in refused), None)


def _reason(column: Seen, matches: Sequence[_Match], taken: dict[str, Take]) -> str:
    """Why a column fills nothing."""
    refusal = _refusal(column)
    if refusal is not None:
        return refusal
    if not column.values:
        return "no value in the first rows"
    own = [match for match in matches if match.seen is column]
    for match in own:
        other = taken.get(match.target.name)
        if match.score > 0 and other is not None:
            return f"'{other.seen.header}' is taken for the same"
    for match in own:
        if match.verdict.fit == 0:
            return match.verdict.said
    if own:
        return "the values do not say clearly enough what it is"
    if column.words & mapping_words().stamp_words:
        return STAMP
    if column.words and column.words <= mapping_words().known:
        return "this list has no column for it"
    return "not understood"
