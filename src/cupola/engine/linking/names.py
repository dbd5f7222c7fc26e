"""Names as they are compared: without case, accents and signs; and what each given name may be a short form of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.catalog import catalogue_folder, read_yaml

if TYPE_CHECKING:
    import duckdb

FILE = "nicknames.yaml"
# Letters that stand for themselves when accents are taken away. Most texts have none and nothing to take out: they are
# spared the slow way, which gives the same.
MACROS = """
CREATE OR REPLACE MACRO link_lower(x) AS
  CASE WHEN strlen(x) = length(x) AND NOT contains(x, '.') AND NOT contains(x, '''') AND NOT contains(x, '`')
       THEN lower(x) ELSE translate(lower(strip_accents(x)), 'đłøıðæœ''’`´.', 'dloidao') END;
CREATE OR REPLACE MACRO link_plain(x) AS nullif(trim(regexp_replace(
  link_lower(x), '[^\\p{L}\\p{N}]+', ' ', 'g')), '');
CREATE OR REPLACE MACRO link_joined(x) AS nullif(replace(link_plain(x), ' ', ''), '');
CREATE OR REPLACE MACRO link_family(x) AS regexp_replace(link_plain(x), ' (jr|sr|ii|iii|iv)$', '');
CREATE OR REPLACE MACRO link_parts(x) AS
  list_filter(string_split(link_family(x), ' '), lambda part: length(part) > 2);
CREATE OR REPLACE MACRO link_street(x) AS nullif(replace(regexp_replace(
  link_plain(x), ' (apt|apartment|unit|ste|suite|no|number)( |$)', ' '), ' ', ''), '');
CREATE OR REPLACE MACRO link_number(x) AS nullif(ltrim(upper(trim(x)), '0'), '');
CREATE OR REPLACE MACRO link_phone(x) AS
  CASE WHEN length(regexp_replace(x, '[^0-9]', '', 'g')) >= 7 THEN right(regexp_replace(x, '[^0-9]', '', 'g'), 10) END;
CREATE OR REPLACE MACRO link_mail(x) AS CASE WHEN contains(x, '@') THEN lower(trim(x)) END;
"""


def lay_names(connection: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Make the macros, `given_forms` (what a name may stand for) and `given_shorts` (the other way)."""
    connection.execute(MACROS)
    rows = [(short, formal) for formal, shorts in _nicknames(data).items() for short in shorts]
    connection.execute("CREATE OR REPLACE TEMP TABLE nicknames (short VARCHAR, formal VARCHAR)")
    connection.execute(
        "INSERT INTO nicknames SELECT unnest(?), unnest(?)", [[short for short, _ in rows], [name for _, name in rows]]
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE given_forms AS"
        " SELECT short AS name, list_distinct(list(formal) || [short]) AS forms FROM nicknames GROUP BY short"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE given_shorts AS"
        " SELECT formal AS name, list_distinct(list(short)) AS shorts FROM nicknames GROUP BY formal"
    )


def _nicknames(data: Path) -> dict[str, list[str]]:
    """The catalogue's list, with what the district's own file adds."""
    found: dict[str, list[str]] = {}
    for path in (catalogue_folder() / "linking" / FILE, data / "links" / FILE):
        if path.is_file():
            for formal, shorts in dict(read_yaml(path) or {}).items():
                found.setdefault(str(formal), []).extend(map(str, shorts))
    return found
