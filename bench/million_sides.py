"""One way to link the two files of `bench.million_files`, as a process of its own: WAY FOLDER ANSWER [ids].

`exact` reads names and birth dates of both CSV files and joins on them as they are typed, but for capitals and blanks;
with `ids` on the state number as well. `form` reads all that the program reads, brings it into the form in which the
program compares it, and joins on name and birth date. `cupola` links as the program does; with `ids` it sees the state
numbers too. Each writes the pairs it makes to ANSWER, a Parquet file.
"""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cupola.engine.backends import duck
from cupola.engine.backends.duck import quoted
from cupola.engine.linking import persons
from cupola.engine.linking.linking import MEMORY
from cupola.engine.linking.model import Model, read, shipped
from cupola.engine.linking.names import lay_names
from cupola.engine.linking.people import lay_people
from cupola.engine.linking.sources import Opened

if TYPE_CHECKING:
    import duckdb

SIS, FORMS = "sis", "forms"
# View -> file, the column of its key, and the headers of both files by the column of the record.
FILES = {
    "sis_rows": ("sis.csv", '"Student Number" AS local_id'),
    "form_rows": ("forms.csv", '"Application ID" AS record_id'),
}
HEADERS = {
    "given_name": ("First Name", "Student First Name"),
    "middle_name": ("Middle Name", "Student Middle Name"),
    "family_name": ("Last Name", "Student Last Name"),
    "birth_date": ("Date of Birth", "Date of Birth"),
    "sex": ("Gender", "Gender"),
    "grade": ("Grade", "Applying for Grade"),
    "school_code": ("School Number", "School Number"),
    "street": ("Home Address", "Home Address"),
    "zip": ("Home ZIP", "Home ZIP"),
    "guardian_phone": ("Parent Phone", "Parent Phone"),
    "guardian_email": ("Parent Email", "Parent Email"),
}
GUARDIAN = '"Parent First Name" || \' \' || "Parent Last Name" AS guardian_name'
STATE = '"State Student No" AS state_id'
TEXT = ", ".join(f"'{header}': 'VARCHAR'" for header in ("School Number", "Home ZIP", "State Student No"))
TYPES = f"types = {{'Date of Birth': 'DATE', {TEXT}}}, dateformat = '%m/%d/%Y', header = true"
EXACT = " AND ".join(f"lower(trim(l.{name})) = lower(trim(r.{name}))" for name in ("given_name", "family_name"))


def lay_files(connection: duckdb.DuckDBPyConnection, folder: Path, *, ids: bool) -> Opened:
    """Views of both files in the form of the record: `sis_rows`, `form_rows`, and both as `student_list`."""
    for place, (view, (file, key)) in enumerate(FILES.items()):
        cells = [f'"{header[place]}" AS {column}' for column, header in HEADERS.items()]
        chosen = ", ".join([key, *cells, GUARDIAN, *([STATE] if ids else [])])
        source = f"read_csv({quoted(str(folder / file))}, {TYPES})"
        connection.execute(f"CREATE TEMP VIEW {view} AS SELECT {chosen} FROM {source}")
    connection.execute(
        f"CREATE TEMP VIEW student_list AS SELECT '{SIS}' AS link_system, * FROM sis_rows"
        f" UNION ALL BY NAME SELECT '{FORMS}' AS link_system, * FROM form_rows"
    )
    connection.execute("CREATE TEMP TABLE link_systems (number INTEGER, id VARCHAR, kind VARCHAR)")
    connection.execute(f"INSERT INTO link_systems VALUES (1, '{SIS}', 'sis'), (2, '{FORMS}', 'enrollment')")
    columns = frozenset(str(row[0]) for row in connection.execute("DESCRIBE student_list").fetchall())
    return Opened(connection, {"student_list": columns})


def lay_form(connection: duckdb.DuckDBPyConnection, folder: Path, *, ids: bool) -> Opened:
    """`people` of both files, as the program lays them; both name schools by the same number."""
    opened = lay_files(connection, folder, ids=ids)
    connection.execute(
        "CREATE TEMP TABLE org_identifiers AS SELECT DISTINCT school_code AS value, 'school_code' AS id_type,"
        " 'sis:' || school_code AS org_id FROM sis_rows"
    )
    opened.columns["org_identifiers"] = frozenset({"value", "id_type", "org_id"})
    connection.execute("SET disabled_optimizers = ''")
    lay_names(connection, folder)
    lay_people(opened)
    return opened


def exact(connection: duckdb.DuckDBPyConnection, folder: Path, *, ids: bool) -> str:
    """Pairs of one name and birth date, or of one state number where those are read."""
    lay_files(connection, folder, ids=ids)
    by_id = " UNION SELECT l.local_id, r.record_id FROM sis_rows l JOIN form_rows r USING (state_id)" if ids else ""
    return (
        "SELECT *, 'linked' AS band FROM (SELECT l.local_id AS l, r.record_id AS r FROM sis_rows l JOIN form_rows r"
        f" ON l.birth_date = r.birth_date AND {EXACT}{by_id})"
    )


def form(connection: duckdb.DuckDBPyConnection, folder: Path, *, ids: bool) -> str:
    """The same of people in the form in which the program compares them."""
    lay_form(connection, folder, ids=ids)
    return (
        "SELECT split_part(l.key, ':', 2) AS l, split_part(r.key, ':', 2) AS r, 'linked' AS band FROM people l"
        f" JOIN people r USING (given, family, birth) WHERE l.system = '{SIS}' AND r.system = '{FORMS}'"
    )


def cupola(connection: duckdb.DuckDBPyConnection, folder: Path, *, ids: bool) -> str:
    """What the program links and what it asks."""
    opened = lay_form(connection, folder, ids=ids)
    connection.execute(f"CREATE TEMP TABLE found_links ({persons.FOUND})")
    persons.link_people(opened, model_for(folder), ())
    connection.execute("""
CREATE TEMP VIEW pairs AS
SELECT split_part(left_key, ':', 2) AS l, split_part(right_key, ':', 2) AS r, left_system, right_system, band
FROM found_links""")
    across = f"f.left_system = '{SIS}' AND f.right_system = '{FORMS}'"
    # A second form of a child is linked with the first one: it counts as right when both lead to the same student.
    again = (
        f"FROM pairs f JOIN pairs o ON o.{{0}} = f.r WHERE {across} AND f.band = 'linked'"
        f" AND o.left_system = '{FORMS}' AND o.band = 'linked'"
    )
    return (
        f"SELECT l, r, band FROM pairs f WHERE {across}"
        f" UNION ALL SELECT f.l, o.r, 'linked' {again.format('l')}"
        f" UNION ALL SELECT f.l, o.l, 'linked' {again.format('r')}"
    )


def model_for(folder: Path) -> Model:
    """The shipped model, which learned from `hard`; files of the profile `hard` are linked with the other one."""
    return read(Path(__file__).parent / "model_of_normal.json") if (folder / "hard").exists() else shipped()


def main() -> None:
    """Link one way and write the pairs."""
    way, folder, answer = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    with (
        TemporaryDirectory(prefix="cupola-link-") as spill,
        closing(duck.connect(memory=MEMORY, spill=Path(spill), keep_order=False)) as connection,
    ):
        rows = {"exact": exact, "form": form, "cupola": cupola}[way](connection, folder, ids="ids" in sys.argv[4:])
        connection.execute(f"COPY ({rows}) TO {quoted(str(answer))} (FORMAT parquet)")


if __name__ == "__main__":
    main()
