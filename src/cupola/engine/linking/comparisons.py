"""How two records of people are compared: for each comparison its levels, best first, in SQL and in words.

The columns are those of `people` with `_l` and `_r` behind, so that the same SQL serves Splink and our own queries.
A home is one comparison: children of one family would otherwise be found alike three times over.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison. `value` is how Splink counts it: the higher, the better."""

    value: int
    sql: str
    words: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison: when there is nothing to compare, and its levels from the best to anything else."""

    name: str
    title: str
    nothing: str
    levels: tuple[Level, ...]

    def by_value(self, value: int) -> Level:
        """The level that Splink gives this number."""
        return next(level for level in self.levels if level.value == value)

    @property
    def sql(self) -> str:
        """The level of a pair as one character, `-` where there is nothing to compare."""
        whens = " ".join(f"WHEN {level.sql} THEN '{level.value}'" for level in self.levels[:-1])
        return f"CASE WHEN {self.nothing} THEN '-' {whens} ELSE '{self.levels[-1].value}' END"


def _comparison(name: str, title: str, nothing: str, *levels: tuple[str, str, bool]) -> Comparison:
    count = len(levels)
    return Comparison(
        name,
        title,
        nothing,
        tuple(Level(count - 1 - place, sql, words, agrees) for place, (sql, words, agrees) in enumerate(levels)),
    )


def _missing(column: str) -> str:
    return f"{column}_l IS NULL OR {column}_r IS NULL"


TRANSPOSED = "given_l = family_r AND family_l = given_r"
ALIKE = (
    "jaro_winkler_similarity({0}_l, {0}_r) >= 0.9 OR (length({0}_l) > 3 AND length({0}_r) > 3"
    " AND damerau_levenshtein({0}_l, {0}_r) <= 1)"
)
PARTS = (
    "list_has_any(family_parts_l, family_parts_r)"
    " OR (length(family_r) > 3 AND (starts_with(family_l, family_r) OR ends_with(family_l, family_r)))"
    " OR (length(family_l) > 3 AND (starts_with(family_r, family_l) OR ends_with(family_r, family_l)))"
)
BIRTH_TURNED = "year(birth_l) = year(birth_r) AND month(birth_l) = day(birth_r) AND day(birth_l) = month(birth_r)"
# One slip: another day, month or year, or the day before or after.
BIRTH_SLIP = (
    "(year(birth_l) = year(birth_r))::INT + (month(birth_l) = month(birth_r))::INT"
    " + (day(birth_l) = day(birth_r))::INT = 2 OR abs(date_diff('day', birth_l, birth_r)) = 1"
)
BIRTH_NEAR = "abs(date_diff('day', birth_l, birth_r)) <= 31 OR abs(date_diff('day', birth_l, birth_r)) IN (365, 366)"
# Each part of a home counts once, and only where both say something.
HOME = (
    "(coalesce(street_l = street_r, false)::INT + coalesce(list_has_any(phones_l, phones_r), false)::INT"
    " + coalesce(list_has_any(mails_l, mails_r), false)::INT"
    " + coalesce(list_has_any(guardians_l, guardians_r), false)::INT)"
)


def _shared(column: str) -> str:
    """Whether two lists have a thing in common; most have one element, and then nothing is searched."""
    left, right = f"{column}_l", f"{column}_r"
    return (
        f"CASE WHEN {left} IS NULL OR {right} IS NULL THEN false WHEN {left}[1] = {right}[1] THEN true"
        f" WHEN len({left}) = 1 AND len({right}) = 1 THEN false ELSE list_has_any({left}, {right}) END"
    )


# The same count as `HOME`, which Splink reads; this one is quick.
HOME_PARTS = " + ".join(
    f"({part})::INT"
    for part in ("coalesce(street_l = street_r, false)", *(_shared(c) for c in ("phones", "mails", "guardians")))
)
NO_HOME = (
    "(street_l IS NULL OR street_r IS NULL) AND (phones_l IS NULL OR phones_r IS NULL)"
    " AND (mails_l IS NULL OR mails_r IS NULL) AND (guardians_l IS NULL OR guardians_r IS NULL)"
)

NEARLY = (
    f"{ALIKE.format('given')} OR (length(given_l) > 2 AND starts_with(given_r, given_l))"
    " OR (length(given_r) > 2 AND starts_with(given_l, given_r))"
)
COMPARABLE = (
    "((street_l IS NOT NULL AND street_r IS NOT NULL)::INT + (phones_l IS NOT NULL AND phones_r IS NOT NULL)::INT"
    " + (mails_l IS NOT NULL AND mails_r IS NOT NULL)::INT"
    " + (guardians_l IS NOT NULL AND guardians_r IS NOT NULL)::INT)"
)

COMPARISONS: tuple[Comparison, ...] = (
    _comparison(
        "given",
        "given name",
        _missing("given"),
        ("given_l = given_r", "given name equal", True),
        (TRANSPOSED, "given and family name in each other's place", True),
        ("list_has_any(given_forms_l, given_forms_r)", "given name: a short form of the other", True),
        (
            NEARLY,
            "given name: nearly the same letters",
            True,
        ),
        ("true", "given name differs", False),
    ),
    _comparison(
        "family",
        "family name",
        f"{_missing('family')} OR ({TRANSPOSED})",
        ("family_l = family_r", "family name equal", True),
        (PARTS, "family name: one part of a double name", True),
        (ALIKE.format("family"), "family name: nearly the same letters", True),
        ("true", "family name differs", False),
    ),
    _comparison(
        "middle",
        "middle name",
        _missing("middle"),
        ("middle_l = middle_r", "middle name equal", True),
        (
            "(length(middle_l) = 1 OR length(middle_r) = 1) AND left(middle_l, 1) = left(middle_r, 1)",
            "middle name: the initial agrees",
            True,
        ),
        ("true", "middle name differs", False),
    ),
    _comparison(
        "birth",
        "birth date",
        _missing("birth"),
        ("birth_l = birth_r", "birth date equal", True),
        (BIRTH_TURNED, "birth date: day and month swapped", True),
        (BIRTH_SLIP, "birth date: one part differs", True),
        (BIRTH_NEAR, "birth date: within a month, or a year apart", True),
        ("true", "birth date differs", False),
    ),
    _comparison(
        "home",
        "home",
        NO_HOME,
        (f"{HOME} >= 3", "home: address, phone, e-mail or guardian agree in three ways or more", True),
        (f"{HOME} = 2", "home: two of address, phone, e-mail and guardian agree", True),
        (f"{HOME} = 1", "home: one of address, phone, e-mail and guardian agrees", True),
        (f"{COMPARABLE} = 1", "home: the one part that both know differs", False),
        ("true", "home differs", False),
    ),
    _comparison(
        "sex",
        "sex",
        _missing("sex"),
        ("sex_l = sex_r", "sex equal", True),
        ("true", "sex differs", False),
    ),
    _comparison(
        "place",
        "school and grade",
        f"({_missing('school')}) AND ({_missing('grade')})",
        ("school_l = school_r AND grade_l = grade_r", "school and grade equal", True),
        ("coalesce(grade_l = grade_r, false)", "grade equal", True),
        ("coalesce(school_l = school_r, false)", "school equal", True),
        ("true", "school and grade differ", False),
    ),
)
LEVELS_SQL = " || ".join(comparison.sql for comparison in COMPARISONS)
_COUNTED = LEVELS_SQL.replace(HOME, "home_parts")
COLUMNS = (
    *("given", "given_forms", "family", "family_parts", "middle", "birth", "sex", "school", "grade"),
    *("street", "phones", "mails", "guardians"),
)


def pair_columns(left: str, right: str) -> str:
    """The SELECT list that gives the columns of two rows of `people` the names that the comparisons use."""
    return ", ".join(
        f"{alias}.{column} AS {column}_{side}" for alias, side in ((left, "l"), (right, "r")) for column in COLUMNS
    )


def with_levels(rows: str) -> str:
    """The SQL of rows that have `pair_columns`, with `levels` beside them; the parts of a home are counted once."""
    return f"SELECT *, {_COUNTED} AS levels FROM (SELECT *, {HOME_PARTS} AS home_parts FROM ({rows}))"


def widened(pairs: str, *more: str) -> str:
    """The SQL of the pairs of a table (l, r, …) with `pair_columns` of `lefts` and `rights`, and `more` columns.

    Only the people of these pairs are fetched: of a million most are in none.
    """
    lefts = f"(SELECT * FROM lefts WHERE n IN (SELECT l FROM {pairs}))"
    rights = f"(SELECT * FROM rights WHERE n IN (SELECT r FROM {pairs}))"
    columns = ", ".join(("m.*", *more, pair_columns("l", "r")))
    return f"SELECT {columns} FROM {pairs} m JOIN {lefts} l ON l.n = m.l JOIN {rights} r ON r.n = m.r"
