"""One way to link the two files of `bench.million_files`, as a process of its own: WAY FOLDER ANSWER [ids].

`exact` reads names and birth dates of both CSV files and joins on them; `exact-id` joins on the state number as well.
`cupola` reads the same files as the program reads lists and links them as the program does; with `ids` it sees the
state numbers too. Each writes the pairs it makes to ANSWER (a Parquet file) and prints seconds of its parts as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cupola.engine.backends import duck
from cupola.engine.backends.duck import quoted
from cupola.engine.linking import persons
from cupola.engine.linking.linking import MEMORY
from cupola.engine.linking.model import read, shipped
from cupola.engine.linking.names import lay_names
from cupola.engine.linking.people import lay_people
from cupola.engine.linking.sources import Opened

if TYPE_CHECKING:
    import duckdb

SIS, FORMS = "sis", "forms"
# Column of the record -> header in the file of the SIS, and in that of the forms.
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
GUARDIAN = "\"Parent First Name\" || ' ' || \"Parent Last Name\" AS guardian_name"
STATE = '"State Student No" AS state_id'
EXACT = "lower(trim(l.given_name)) = lower(trim(r.given_name)) AND lower(trim(l.family_name)) = lower(trim(r.family_name))"


def lay_files(connection: duckdb.DuckDBPyConnection, folder: Path, *, ids: bool) -> Opened:
    """Views of both files in the form of the record: `sis_rows`, `form_rows` and `student_list`."""
    for place, (view, file, key) in enumerate(
        (
            ("sis_rows", "sis.csv", '"Student Number" AS local_id'),
            ("form_rows", "forms.csv", '"Application ID" AS record_id'),
        )
    ):
        cells = [f'"{header[place]}" AS {column}' for column, header in HEADERS.items()]
        chosen = ", ".join([key, *cells, GUARDIAN, *([STATE] if ids else [])])
        types = "types = {'Date of Birth': 'DATE'}, all_varchar = false, dateformat = '%m/%d/%Y'"
        text = ", ".join(f"'{name}': 'VARCHAR'" for name in ("School Number", "Home ZIP", "State Student No"))
        types = types.replace("'DATE'", f"'DATE', {text}", 1)
        connection.execute(
            f"CREATE TEMP VIEW {view} AS SELECT {chosen} FROM read_csv({quoted(str(folder / file))}, header = true, {types})"
        )
    connection.execute(
        f"CREATE TEMP VIEW student_list AS SELECT '{SIS}' AS link_system, * FROM sis_rows"
        f" UNION ALL BY NAME SELECT '{FORMS}' AS link_system, * FROM form_rows"
    )
    connection.execute(
        "CREATE TEMP TABLE org_identifiers AS SELECT DISTINCT school_code AS value, 'school_code' AS id_type,"
        " 'sis:' || school_code AS org_id FROM sis_rows"
    )
    connection.execute("CREATE TEMP TABLE link_systems (number INTEGER, id VARCHAR, kind VARCHAR)")
    connection.execute(f"INSERT INTO link_systems VALUES (1, '{SIS}', 'sis'), (2, '{FORMS}', 'enrollment')")
    columns = {
        table: frozenset(str(row[0]) for row in connection.execute(f"DESCRIBE {table}").fetchall())
        for table in ("student_list", "org_identifiers")
    }
    return Opened(connection, columns)


def exact(connection: duckdb.DuckDBPyConnection, folder: Path, *, ids: bool) -> None:
    """`made`: pairs of one name and birth date, or of one state number where those are read."""
    lay_files(connection, folder, ids=ids)
    by_id = " UNION SELECT l.local_id, r.record_id FROM sis_rows l JOIN form_rows r USING (state_id)" if ids else ""
    connection.execute(
        "CREATE TEMP TABLE made AS SELECT l.local_id AS l, r.record_id AS r FROM sis_rows l JOIN form_rows r"
        f" ON l.birth_date = r.birth_date AND {EXACT}{by_id}"
    )


def cupola(connection: duckdb.DuckDBPyConnection, folder: Path, *, ids: bool) -> None:
    """`made` and `queued`: what the program links and what it asks."""
    opened = lay_files(connection, folder, ids=ids)
    connection.execute("SET disabled_optimizers = ''")
    lay_names(connection, folder)
    lay_people(opened)
    connection.execute(f"CREATE TEMP TABLE found_links ({persons.FOUND})")
    persons.link_people(opened, model_for(folder), ())
    connection.execute(f"""
CREATE TEMP TABLE pairs AS
SELECT split_part(left_key, ':', 2) AS l, split_part(right_key, ':', 2) AS r, left_system, right_system, band
FROM found_links""")
    # A second form of a child is linked with the first one: it counts as right when both lead to the same student.
    connection.execute(f"""
CREATE TEMP TABLE made AS
SELECT l, r FROM pairs WHERE band = 'linked' AND left_system = '{SIS}' AND right_system = '{FORMS}'
UNION SELECT f.l, o.r FROM pairs f JOIN pairs o ON o.l = f.r WHERE f.left_system = '{SIS}' AND f.band = 'linked'
  AND o.left_system = '{FORMS}' AND o.band = 'linked'
UNION SELECT f.l, o.l FROM pairs f JOIN pairs o ON o.r = f.r WHERE f.left_system = '{SIS}' AND f.band = 'linked'
  AND o.left_system = '{FORMS}' AND o.band = 'linked'""")


def model_for(folder: Path):
    """The shipped model, which learned from `hard`; files of the profile `hard` are linked with the other one."""
    return read(Path(__file__).parent / "model_of_normal.json") if (folder / "hard").exists() else shipped()


def main() -> None:
    """Link one way, write the pairs and print the seconds."""
    way, folder, answer = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    begun = time.perf_counter()
    with TemporaryDirectory(prefix="cupola-link-") as spill:
        with closing(duck.connect(memory=MEMORY, spill=Path(spill), keep_order=False)) as connection:
            {"exact": exact, "cupola": cupola}[way](connection, folder, ids="ids" in sys.argv[4:])
            rows = "SELECT l, r, 'linked' AS band FROM made"
            if way == "cupola":
                rows += (
                    f" UNION ALL SELECT l, r, band FROM pairs WHERE band = 'proposed' AND left_system = '{SIS}'"
                    f" AND right_system = '{FORMS}'"
                )
            connection.execute(f"COPY ({rows}) TO {quoted(str(answer))} (FORMAT parquet)")
    sys.stdout.write(json.dumps({"wall": time.perf_counter() - begun, "cpu": time.process_time()}))


if __name__ == "__main__":
    main()
