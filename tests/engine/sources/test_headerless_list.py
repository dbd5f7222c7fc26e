"""A list without a header that is no known export is read by a mapping that counts its columns."""

from __future__ import annotations

from cupola.engine.journey import load
from cupola.engine.loading import LoadOptions
from tests.engine.sources.conftest import lines
from tests.engine.sources.deliveries import AS_OF

MAPPING = """
name: clinic-students
form: student_list
system: {id: clinic, kind: sis, name: Clinic}
signature: [column 1, column 2, column 3]
columns:
  local_id: {header: column 1, why: the first column is the number}
  given_name: {header: column 2, why: the second column}
  family_name: {header: column 3, why: the third column}
ignored: {column 4: the day of the last visit}
"""
PEOPLE = lines("7001,Ben,Okoro,2026-10-01", "7002,Cora,Lindt,2026-10-02", "7003,Dov,Tanaka,2026-10-03")


def test_every_row_is_a_person_and_none_is_a_header(delivery, tmp_path):
    mapping = tmp_path / "clinic.yaml"
    mapping.write_text(MAPPING)
    delivery.write({"clinic.csv": PEOPLE})
    options = LoadOptions(tmp_path / "data", as_of=AS_OF, mapping_files=(mapping,))
    loaded = load([tmp_path / "delivered"], options)
    assert [(seen.rows_read, seen.rows_set_aside) for seen in loaded.delivered.seen] == [(3, 0)]
    asked = "SELECT count(DISTINCT local_id), count(given_name), count(family_name), min(line) FROM {persons}"
    assert delivery.ask(asked) == [(3, 3, 3, 1)]
