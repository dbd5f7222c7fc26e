"""The steps that decide a pair of sources by rule: the first that names exactly one person decides, and says which.

Working tables: `lefts` (rows of `people` of one source) and `rights` (of one or more others), `refused` (l, r: pairs
that a person has refused), `ties` (n, m: records of the left source that are one person), and what is found, `decided`
(l, r, step, method, decides, levels), and `misnumbered` (l, r): one number on two people. Several right sources are
looked at in one go: each statement costs milliseconds of planning, which a small district would pay for every pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cupola.engine.linking.comparisons import pair_columns, widened, with_levels

if TYPE_CHECKING:
    import duckdb

DECIDED = "l INTEGER, r INTEGER, step VARCHAR, method VARCHAR, decides BOOLEAN, levels VARCHAR"
SCORED = "l INTEGER, r INTEGER, weight DOUBLE, levels VARCHAR"
# Half of the numbers that two sources share must be of people of like names, else they are numbers of two issuers.
MOST_AGREE = 0.5
LIKE_GIVEN = (
    "(given_l = given_r OR list_has_any(given_forms_l, given_forms_r) OR starts_with(given_l, left(given_r, 3))"
    " OR jaro_winkler_similarity(given_l, given_r) >= 0.85)"
)
LIKE_FAMILY = (
    "(family_l = family_r OR list_has_any(family_parts_l, family_parts_r)"
    " OR jaro_winkler_similarity(family_l, family_r) >= 0.85)"
)
SWAPPED = "(given_l = family_r AND family_l = given_r)"
NAMED = "(given_l IS NOT NULL AND given_r IS NOT NULL AND family_l IS NOT NULL AND family_r IS NOT NULL)"
HOME_AGREES = "home_parts > 0"
MIDDLE_AGREES = (
    "coalesce(middle_l = middle_r OR (length(middle_r) = 1 AND starts_with(middle_l, middle_r))"
    " OR (length(middle_l) = 1 AND starts_with(middle_r, middle_l)), false)"
)
MIDDLE_FULL = "coalesce(middle_l = middle_r AND length(middle_l) > 1, false)"
SEX_APART = "coalesce(sex_l <> sex_r, false)"


# One slip of the keys in the name, or in a short form of it.
NEAR_GIVEN = (
    "(damerau_levenshtein(given_l, given_r) <= 1 OR list_has_any(given_forms_l, given_forms_r)"
    " OR coalesce(len(list_filter(shorts_l, lambda s: damerau_levenshtein(s, given_r) <= 1)) > 0, false)"
    " OR coalesce(len(list_filter(shorts_r, lambda s: damerau_levenshtein(s, given_l) <= 1)) > 0, false))"
)
# Jayden and Hayden are one letter apart, and two names: a slip is seldom the first letter, and is nobody's name.
A_SLIP = (
    "(given_l = given_r OR list_has_any(given_forms_l, given_forms_r)"
    " OR (given_r NOT IN (SELECT given FROM lefts WHERE given IS NOT NULL)"
    "     AND (left(given_l, 1) = left(given_r, 1)"
    "          OR coalesce(len(list_filter(shorts_l, lambda s: left(s, 1) = left(given_r, 1)"
    "                                                 AND damerau_levenshtein(s, given_r) <= 1)) > 0, false))))"
)
MIDDLE_APART = f"(middle_l IS NOT NULL AND middle_r IS NOT NULL AND NOT {MIDDLE_AGREES})"


@dataclass(frozen=True, slots=True)
class Step:
    """A step: how rows meet, what must hold of a pair, and whether it decides (else a person is asked)."""

    name: str
    method: str
    join: str
    condition: str = "true"
    decides: bool = True


BY_RULE: tuple[Step, ...] = (
    Step(
        "name birth school",
        "rule",
        "r.given = l.given AND r.family = l.family AND r.birth = l.birth",
        f"(coalesce(school_l = school_r, false) OR {HOME_AGREES} OR {MIDDLE_FULL}) AND NOT {SEX_APART}",
    ),
    Step(
        "nickname birth home",
        "rule",
        "r.family = l.family AND r.birth = l.birth",
        f"list_has_any(given_forms_l, given_forms_r) AND {HOME_AGREES} AND NOT {SEX_APART}",
    ),
    Step(
        "swapped names",
        "rule",
        "r.given = l.family AND r.birth = l.birth",
        "(family_r = given_l OR list_contains(shorts_l, family_r)"
        f" OR ({HOME_AGREES} AND damerau_levenshtein(family_r, given_l) <= 1)) AND given_l <> family_l"
        f" AND ({HOME_AGREES} OR coalesce(school_l = school_r, false))",
    ),
    Step(
        "swapped names",
        "rule",
        "r.family = l.given AND r.birth = l.birth",
        f"list_contains(family_parts_l, given_r) AND given_l <> family_l AND {HOME_AGREES}",
    ),
)
NO_BIRTH = "(l.birth IS NULL OR r.birth IS NULL)"
# Without birth dates a name is never enough to link, only to ask.
BY_NAME: tuple[Step, ...] = (
    Step(
        "name school",
        "rule",
        f"r.given = l.given AND r.family = l.family AND r.school = l.school AND {NO_BIRTH}",
        decides=False,
    ),
    Step(
        "name only",
        "rule",
        f"r.given = l.given AND r.family = l.family AND {NO_BIRTH}",
        decides=False,
    ),
)


def decide_lone(connection: duckdb.DuckDBPyConnection) -> None:
    """A child whose name was mistyped: the only one born that day in the family and at the address, and still free.

    Twins are never told apart by one letter: where the left source holds two, or the one is taken, nothing is decided.
    """
    connection.execute("""
CREATE OR REPLACE TEMP TABLE lone AS
SELECT n, birth, family, street FROM (
  SELECT n, birth, family, street, count(*) OVER (PARTITION BY birth, family) AS of_family,
         count(*) OVER (PARTITION BY birth, street) AS here
  FROM lefts WHERE birth IS NOT NULL
) WHERE of_family = 1 AND (street IS NULL OR here = 1)""")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE lone_rights AS SELECT n, birth, family, street FROM rights WHERE {OPEN}"
    )
    pairs = " UNION ".join(
        f"SELECT l.n AS l, r.n AS r FROM lone l JOIN lone_rights r ON r.birth = l.birth AND r.{column} = l.{column}"
        for column in ("family", "street")
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE paired AS {pairs}")
    extra = ("r.system AS system_r", "l.shorts AS shorts_l", "r.shorts AS shorts_r", "l.who & r.who > 0 AS same_role")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE met AS SELECT l, r, system_r, levels"
        f" FROM ({with_levels(widened('paired', *extra))}) WHERE same_role"
        f" AND {NEAR_GIVEN} AND ({A_SLIP} OR {MIDDLE_FULL}) AND {HOME_AGREES}"
        f" AND ({LIKE_FAMILY} OR home_parts >= 2)"
        f" AND NOT {SEX_APART} AND NOT {MIDDLE_APART}"
        f" AND {NOT_REFUSED}"
    )
    connection.execute("""
DELETE FROM met WHERE (l, system_r) IN (
  SELECT (l, system_r) FROM met GROUP BY l, system_r HAVING count(*) > 1
  UNION SELECT (d.l, r.system) FROM decided d JOIN rights r ON r.n = d.r)""")
    _take(connection, "lone child", "rule", decides=True)


def decide_by_number(connection: duckdb.DuckDBPyConnection) -> None:
    """Identifiers of the same issuer, then e-mail with one holder, then numbers under whatever name."""
    _by_identifier(connection)
    _by_mail(connection)
    _by_any_number(connection)


def decide_by_rule(connection: duckdb.DuckDBPyConnection, steps: Sequence[Step], *, among: str = "true") -> None:
    """The steps by name; each decides only what is still open on the right. `among` is a condition over `rights`."""
    still_open = f"(SELECT * FROM rights WHERE {OPEN} AND ({among}))"
    for step in steps:
        pairs = (
            f"SELECT l.n AS l, r.n AS r, l.shorts AS shorts_l, {pair_columns('l', 'r')}"
            f" FROM lefts l JOIN {still_open} r ON {step.join}"
            " WHERE l.who & r.who > 0"
        )
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE met AS "
            f"SELECT l, r, levels FROM ({with_levels(pairs)}) WHERE ({step.condition}) AND {NOT_REFUSED}"
        )
        _take(connection, step.name, step.method, decides=step.decides)
        if step is steps[0]:
            # Few are still open then: they are laid aside, so that the other steps need not look for them.
            connection.execute(f"CREATE OR REPLACE TEMP TABLE open_rights AS FROM {still_open} WHERE {OPEN}")
            still_open = "open_rights"


OPEN = "n NOT IN (SELECT r FROM decided UNION ALL SELECT r FROM scored)"
# Without a subquery's own `l` and `r` in the way: one refused pair must not stand for all.
NOT_REFUSED = "(l, r) NOT IN (SELECT (f.l, f.r) FROM refused f)"


def _take(connection: duckdb.DuckDBPyConnection, step: str, method: str, *, decides: bool) -> None:
    """Decide what `met` names: one left record for a right one, of records of one person the current."""
    connection.execute(f"""
INSERT INTO decided
SELECT arg_min(l, place), r, '{step}', '{method}', {str(decides).lower()}, arg_min(levels, place) FROM (
  SELECT m.l, m.r, m.levels, coalesce(t.m, m.l) AS person,
         (CASE WHEN p.is_current THEN '0' ELSE '1' END) || p.key AS place
  FROM met m JOIN lefts p ON p.n = m.l LEFT JOIN (SELECT n, min(m) AS m FROM ties GROUP BY n) t ON t.n = m.l
  WHERE m.r NOT IN (SELECT r FROM decided)
) GROUP BY r HAVING count(DISTINCT person) = 1""")


def _pair(connection: duckdb.DuckDBPyConnection, join: str, *, among: str = "true") -> None:
    """`paired` (l, r): people of both sides who meet by this join, each pair once; `among` is a condition on r."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE paired AS SELECT DISTINCT l, r FROM"
        f" (SELECT l.n AS l, r.n AS r FROM lefts l {join} WHERE l.who & r.who > 0) WHERE {among}"
    )


def _share(connection: duckdb.DuckDBPyConnection) -> None:
    """`shared`: the pairs of `paired` with what their names say, and their levels."""
    connection.execute(f"""
CREATE OR REPLACE TEMP TABLE shared AS
SELECT l, r, system_r, given_r, family_r, birth_r, {NAMED} AS named, like_given, like_family, swapped,
       like_given OR like_family OR swapped AS alike, birth_l <> birth_r AS born_apart, levels
FROM (SELECT *, {LIKE_GIVEN} AS like_given, {LIKE_FAMILY} AS like_family, {SWAPPED} AS swapped
      FROM ({with_levels(widened("paired", "r.system AS system_r"))}))""")


def _by_identifier(connection: duckdb.DuckDBPyConnection) -> None:
    """The same number of the same issuer, unless family name, given name and birth date all speak against it.

    Where no birth date can be compared and both names are others, a person is asked. A number that is a child's
    while everything else is its brother's or sister's, is nobody's: that pair is left to the comparison.
    """
    _pair(
        connection,
        "JOIN people_ids i ON i.n = l.n JOIN people_ids j ON j.issuer = i.issuer AND j.value = i.value"
        " JOIN rights r ON r.n = j.n",
    )
    _share(connection)
    if not _plausible(connection):
        return
    shared = "shared WHERE system_r IN (SELECT system FROM plausible)"
    others = "named AND NOT alike"
    against = f"{others} AND born_apart"
    better = "SELECT 1 FROM lefts b WHERE b.n <> l AND b.given = given_r AND b.family = family_r AND b.birth = birth_r"
    siblings = f"(NOT like_given AND NOT swapped AND EXISTS ({better}))"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE met AS "
        f"SELECT l, r, levels FROM {shared} AND coalesce(NOT ({against}), true) AND coalesce(NOT {siblings}, true)"
        f" AND NOT coalesce({others} AND born_apart IS NULL, false) AND {NOT_REFUSED}"
    )
    _take(connection, "identifier", "identifier", decides=True)
    connection.execute(
        f"INSERT INTO misnumbered SELECT l, r FROM {shared}"
        f" AND (coalesce({against}, false) OR coalesce({siblings}, false))"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE met AS "
        f"SELECT l, r, levels FROM {shared} AND coalesce({others} AND born_apart IS NULL, false) AND {NOT_REFUSED}"
    )
    _take(connection, "identifier against names", "identifier", decides=False)


def _plausible(connection: duckdb.DuckDBPyConnection) -> int:
    """`plausible` (system): where the shared numbers are of one issuer: people of one number mostly have one name.

    Where no names can be compared, most numbers of the right source must be known on the left. Returns how many.
    """
    connection.execute(f"""
CREATE OR REPLACE TEMP TABLE plausible AS
SELECT s.system_r AS system FROM (
  SELECT system_r, count(*) FILTER (named) AS named, count(*) FILTER (named AND alike) AS alike,
         count(DISTINCT r) AS shared FROM shared GROUP BY system_r
) s JOIN (SELECT system, count(*) AS records FROM rights GROUP BY system) o ON o.system = s.system_r
WHERE CASE WHEN s.named > 0 THEN s.alike >= {MOST_AGREE} * s.named ELSE s.shared >= {MOST_AGREE} * o.records END""")
    return int(connection.execute("SELECT count(*) FROM plausible").fetchall()[0][0])


def _by_mail(connection: duckdb.DuckDBPyConnection) -> None:
    """An address that one person has on each side; brothers and sisters who share one are told apart otherwise."""
    one = (
        "(SELECT s.system, m.mail, min(m.n) AS n FROM people_mails m JOIN {0} s ON s.n = m.n"
        " GROUP BY ALL HAVING count(*) = 1)"
    )
    _pair(
        connection,
        f"JOIN {one.format('lefts')} i ON i.n = l.n JOIN {one.format('rights')} j ON j.mail = i.mail"
        " JOIN rights r ON r.n = j.n",
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE met AS SELECT l, r, levels FROM ({with_levels(widened('paired'))})"
        f" WHERE coalesce(NOT ({NAMED} AND NOT {LIKE_GIVEN} AND NOT {SWAPPED}), true) AND {NOT_REFUSED}"
    )
    _take(connection, "email", "email", decides=True)


def _by_any_number(connection: duckdb.DuckDBPyConnection) -> None:
    """A number that other systems call otherwise: an LMS keeps the student's number as its own id."""
    _pair(
        connection,
        "JOIN people_ids i ON i.n = l.n JOIN people_ids j ON j.value = i.value JOIN rights r ON r.n = j.n",
        among="r NOT IN (SELECT r FROM decided)",
    )
    _share(connection)
    if _plausible(connection):
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE met AS SELECT l, r, levels FROM shared WHERE named"
            " AND system_r IN (SELECT system FROM plausible)"
            f" AND (like_given AND like_family) AND {NOT_REFUSED}"
        )
        _take(connection, "number", "number", decides=True)
