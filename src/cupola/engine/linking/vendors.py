"""Vendors linked across the lists that name them: one name in two spellings is one, a near name is asked about.

A vendor has no number that two lists share. What is compared is the name alone, so near names are never linked
without a person's word. Lists are the register of systems, lines, device inventories, and resources of classes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.catalog import catalogue_folder, read_yaml
from cupola.engine.linking.decisions import Decision
from cupola.engine.linking.links import LINKED, PROPOSED, SourcePair
from cupola.engine.linking.sources import Opened
from cupola.engine.linking.vendor_groups import Groups, Pair, grouped

if TYPE_CHECKING:
    import duckdb

FILE = "vendors.yaml"
ENTITY = "vendor"
# Table, its column with the vendor, what the vendor does there, the column of its dollars, and where its system stands:
# tables of the record hold rows of all systems, and their keys begin with it.
SAID: tuple[tuple[str, str, str, str, str], ...] = (
    ("systems", "vendor", "systems", "annual_cost", "system_id"),
    ("circuits", "provider", "lines", "monthly_cost", "circuit_id"),
    ("snipeit_assets", "supplier", "sold", "purchase_cost", ""),
    ("jamf_computers", "vendor", "sold", "purchase_price", ""),
    ("jamf_mobile_devices", "vendor", "sold", "purchase_price", ""),
    ("devices", "manufacturer", "made", "", "device_id"),
    ("oneroster_resources", "vendor_id", "materials", "", ""),
)
# Ways in which two forms are near each other; the first that holds is the reason that is told.
NEAR = (
    ("vendor slip", """abs(length(l.form) - length(r.form)) <= 2 AND l.digits = r.digits
  AND (left(l.form, 3) = left(r.form, 3) OR right(l.form, 3) = right(r.form, 3))
  AND damerau_levenshtein(l.form, r.form) <= CASE WHEN least(length(l.form), length(r.form)) >= 9 THEN 2
        WHEN least(length(l.form), length(r.form)) >= 5 THEN 1 ELSE 0 END"""),
    ("vendor order", "len(l.words) > 1 AND list_sort(l.words) = list_sort(r.words)"),
    ("vendor initials", """length(l.form) BETWEEN 3 AND 6 AND len(l.words) = 1 AND len(r.words) >= 3
  AND l.form = r.initials OR length(r.form) BETWEEN 3 AND 6 AND len(r.words) = 1 AND len(l.words) >= 3
  AND r.form = l.initials"""),
    ("vendor words", """len(l.own) > 0 AND len(r.own) > 0 AND l.digits = r.digits
  AND (list_has_all(r.own, l.own) AND length(array_to_string(l.own, '')) >= 4
       OR list_has_all(l.own, r.own) AND length(array_to_string(r.own, '')) >= 4)"""),
)  # fmt: skip


def vendor_words(data: Path) -> dict[str, list[str]]:
    """The words `legal` and `general` of the catalogue, with what the district's own file adds."""
    found: dict[str, list[str]] = {"legal": [], "general": []}
    for path in (catalogue_folder() / "linking" / FILE, data / "links" / FILE):
        if path.is_file():
            said = dict(read_yaml(path) or {})
            for kind, words in found.items():
                words.extend(str(word).lower() for word in said.get(kind) or ())
    return found


def link_vendors(opened: Opened, data: Path, decisions: Sequence[Decision]) -> list[SourcePair]:
    """Link the names of vendors over all lists of the record, within a list too. Needs the macros of `lay_names`."""
    lay_vendors(opened, data)
    connection = opened.connection
    rank = "CASE WHEN key IN (SELECT key FROM vendor_rows WHERE does = 'systems') THEN 0 ELSE 1 END"
    connection.execute(f"INSERT INTO everyone SELECT '{ENTITY}', key, {rank} FROM vendor_names")
    forms = dict(connection.execute("SELECT DISTINCT spelled, form FROM vendor_names").fetchall())
    same, different = _said(connection, decisions, "same"), _said(connection, decisions, "different")
    groups = grouped(forms, same, different)
    connection.execute("CREATE OR REPLACE TEMP TABLE vendor_groups (spelled VARCHAR, head VARCHAR)")
    if forms:
        connection.executemany("INSERT INTO vendor_groups VALUES (?, ?)", [(name, groups.head(name)) for name in forms])
    _lay_linked(connection)
    _lay_proposed(connection, groups)
    return list(_counted(connection))


def lay_vendors(opened: Opened, data: Path) -> None:
    """`vendor_rows` (system, key, name, does, n, dollars, unpriced) and `vendor_names`, one row for each key.

    A key is the source and the name as it is written there, without spaces at its ends.
    """
    said = vendor_words(data)
    legal = "|".join(said["legal"]) or "-"
    opened.run(f"""
CREATE OR REPLACE MACRO vendor_spelled(x) AS link_plain(replace(x, '&', ' and '));
CREATE OR REPLACE MACRO vendor_bare(x) AS coalesce(nullif(trim(regexp_replace(regexp_replace(
  vendor_spelled(x), '^the ', ''), '( (and|{legal}))+$', '')), ''), vendor_spelled(x));""")
    # Rows are counted by the name as it stands first: devices are many, and names among them few.
    parts = [
        f"SELECT {_system(key)} AS system, {column} AS name, '{does}' AS does, count(*) AS n,"
        f" sum({_money(opened, table, dollars)}) AS dollars,"
        f" count(*) FILTER ({_money(opened, table, dollars)} IS NULL) AS unpriced FROM {table} GROUP BY ALL"
        for table, column, does, dollars, key in SAID
        if opened.has(table, column)
    ]
    rows = " UNION ALL ".join(parts) or (
        "SELECT NULL::VARCHAR AS system, NULL::VARCHAR AS name, '' AS does, 0 AS n, 0.0 AS dollars, 0 AS unpriced"
    )
    opened.run(f"""
CREATE OR REPLACE TEMP TABLE vendor_rows AS
SELECT system, left(system || ':' || name, 300) AS key, left(name, 200) AS name, does, sum(n)::BIGINT AS n,
       sum(dollars) AS dollars, sum(unpriced)::BIGINT AS unpriced
FROM (SELECT * REPLACE (trim(regexp_replace(name, '\\s+', ' ', 'g')) AS name) FROM ({rows}))
WHERE vendor_spelled(name) IS NOT NULL GROUP BY system, name, does""")
    opened.connection.execute("CREATE OR REPLACE TEMP TABLE general_words AS SELECT unnest(?) AS word", [
        said["general"] + said["legal"]
    ])  # fmt: skip
    opened.run("""
CREATE OR REPLACE TEMP TABLE vendor_names AS
SELECT *, replace(bare, ' ', '') AS form, list_filter(words, lambda w: NOT list_contains(general, w)) AS own,
       array_to_string(list_transform(list_filter(words, lambda w: w NOT IN ('and', 'of', 'the')), lambda w: w[1]), '')
         AS initials, regexp_replace(bare, '[^0-9]', '', 'g') AS digits
FROM (SELECT *, string_split(bare, ' ') AS words,
             (SELECT coalesce(list(word), []) FROM general_words) AS general
      FROM (SELECT DISTINCT system, key, name, vendor_spelled(name) AS spelled, vendor_bare(name) AS bare
            FROM vendor_rows))""")


def _system(key: str) -> str:
    return f"split_part({key}, ':', 1)" if key else "link_system"


def _money(opened: Opened, table: str, column: str) -> str:
    """The dollars of a row: of a circuit by the year, of a cell of an export where it is a number at all."""
    if not column or not opened.has(table, column):
        return "NULL::DOUBLE"
    number = f"try_cast(regexp_replace({column}::VARCHAR, '[$, ]', '', 'g') AS DOUBLE)"
    return f"12 * {number}" if table == "circuits" else number


def _said(connection: duckdb.DuckDBPyConnection, decisions: Sequence[Decision], says: str) -> list[Pair]:
    """What was said of two keys, as said of the names in them: so it holds for every list that writes them so."""
    rows = [(each.left, each.right) for each in decisions if each.entity == ENTITY and each.says == says]
    if not rows:
        return []
    connection.execute("CREATE OR REPLACE TEMP TABLE said_of (l VARCHAR, r VARCHAR)")
    connection.executemany("INSERT INTO said_of VALUES (?, ?)", rows)
    name = "vendor_spelled(substr({0}, strpos({0}, ':') + 1))"
    return connection.execute(
        f"SELECT {name.format('l')}, {name.format('r')} FROM said_of"
        f" WHERE {name.format('l')} IS NOT NULL AND {name.format('r')} IS NOT NULL"
    ).fetchall()


def _lay_linked(connection: duckdb.DuckDBPyConnection) -> None:
    """A link for each two keys of one group, with what makes them one."""
    connection.execute(f"""
INSERT INTO found_links
SELECT '{ENTITY}', l.system, r.system, l.key, r.key, '{LINKED}',
       CASE WHEN l.form = r.form THEN 'rule' ELSE 'person' END,
       CASE WHEN l.spelled = r.spelled THEN 'vendor name' WHEN l.form = r.form THEN 'vendor form' ELSE 'person' END,
       NULL, NULL
FROM vendor_names l JOIN vendor_groups g ON g.spelled = l.spelled JOIN vendor_groups h ON h.head = g.head
JOIN vendor_names r ON r.spelled = h.spelled
WHERE (l.system, l.key) < (r.system, r.key)""")


def _lay_proposed(connection: duckdb.DuckDBPyConnection, groups: Groups) -> None:
    """One question for each two groups with near names, unless somebody called them different."""
    ways = "\n".join(f"WHEN {condition} THEN {place}" for place, (_, condition) in enumerate(NEAR))
    rows = connection.execute(f"""
SELECT way, l_system, r_system, l_key, r_key, l_spelled, r_spelled FROM (
  SELECT CASE {ways} END AS way, l.system AS l_system, r.system AS r_system, l.key AS l_key, r.key AS r_key,
         l.spelled AS l_spelled, r.spelled AS r_spelled
  FROM vendor_names l JOIN vendor_names r ON (l.system, l.key) < (r.system, r.key) AND l.form <> r.form
) WHERE way IS NOT NULL ORDER BY way, l_key, r_key""").fetchall()
    asked: dict[tuple[str, str], tuple[str, ...]] = {}
    for way, l_system, r_system, l_key, r_key, one, other in rows:
        heads = tuple(sorted((groups.head(one), groups.head(other))))
        if heads[0] != heads[1] and not groups.are_apart(one, other):
            asked.setdefault((heads[0], heads[1]), (l_system, r_system, l_key, r_key, NEAR[way][0]))
    if asked:
        connection.executemany(
            f"INSERT INTO found_links VALUES ('{ENTITY}', ?, ?, ?, ?, '{PROPOSED}', 'rule', ?, NULL, NULL)",
            list(asked.values()),
        )


def _counted(connection: duckdb.DuckDBPyConnection) -> Iterator[SourcePair]:
    """How each two lists stand to each other, and each list to itself where it writes one vendor in two ways."""
    counts = dict(connection.execute("SELECT system, count(*) FROM vendor_names GROUP BY system").fetchall())
    rows = connection.execute(f"""
SELECT left_system, right_system, count(DISTINCT right_key) FILTER (band = '{LINKED}'),
       count(DISTINCT right_key) FILTER (band = '{PROPOSED}')
FROM found_links WHERE entity = '{ENTITY}' GROUP BY ALL ORDER BY ALL""").fetchall()
    for left, right, linked, proposed in rows:
        rest = max(0, counts[right] - linked - proposed)
        yield SourcePair(ENTITY, left, right, counts[left], counts[right], linked, proposed, rest)
