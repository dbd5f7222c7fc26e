"""One way to link the SIS with the enrollment system, as a process of its own: `exact`, `cupola` or `plain`.

All three read the same record and bring it into the same form. `exact` then joins on name and birth date, `cupola`
links as the program does, `plain` trains and asks Splink over everything. Each prints true pairs, made and right, and
what the linking alone cost in CPU and wall seconds, without the reading that is the same for all three.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from pathlib import Path

from cupola.engine.backends import duck
from cupola.engine.linking import persons
from cupola.engine.linking.model import BLOCKS, shipped
from cupola.engine.linking.names import lay_names
from cupola.engine.linking.people import lay_people
from cupola.engine.linking.sources import open_tables
from cupola.engine.record.store import open_store

SIS, FORMS = "lighthouse-sis", "enrollment-system"


def people(data: Path):
    """A connection with the people of the two sources."""
    connection = duck.connect(memory="1GB", keep_order=False)
    connection.execute("SET disabled_optimizers = ''")
    lay_names(connection, data)
    store = open_store(data)
    opened = open_tables(connection, store, store.snapshot("current"))
    lay_people(opened, f"system IN ('{SIS}', '{FORMS}') AND who & 1 > 0")
    return opened


def exact(opened) -> str:
    """The join on name and birth date."""
    opened.run(
        "CREATE TEMP TABLE made AS SELECT l.key AS l, r.key AS r FROM people l JOIN people r"
        f" USING (given, family, birth) WHERE l.system = '{SIS}' AND r.system = '{FORMS}'"
    )
    return "made"


def cupola(opened) -> str:
    """What the program does."""
    opened.run(f"CREATE TEMP TABLE found_links ({persons.FOUND})")
    persons.link_people(opened, shipped(), ())
    opened.run(f"""
CREATE TEMP TABLE made AS
SELECT left_key AS l, right_key AS r FROM found_links WHERE band = 'linked' AND left_system <> right_system
UNION SELECT f.left_key, o.right_key FROM found_links f JOIN found_links o ON o.left_key = f.right_key
WHERE f.band = 'linked' AND o.band = 'linked' AND f.left_system = '{SIS}' AND o.left_system = '{FORMS}'
UNION SELECT f.left_key, o.left_key FROM found_links f JOIN found_links o ON o.right_key = f.right_key
WHERE f.band = 'linked' AND o.band = 'linked' AND f.left_system = '{SIS}' AND o.left_system = '{FORMS}'""")
    return "made"


def plain(opened) -> str:
    """Splink over everything: trained here, the best candidate for each record, no rules before it."""
    from splink import DuckDBAPI, Linker, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    for table, system in (("a_rows", SIS), ("b_rows", FORMS)):
        opened.run(f"CREATE TEMP TABLE {table} AS SELECT * FROM people WHERE system = '{system}'")
    database = DuckDBAPI(connection=opened.connection)
    sides = [database.register(t, dataset_display_name=n) for t, n in (("a_rows", "a_left"), ("b_rows", "b_right"))]
    settings = json.loads(json.dumps(shipped().splink))
    settings["probability_two_random_records_match"] = 1 / 20_000
    settings["blocking_rules_to_generate_predictions"] = [
        {"blocking_rule": rule, "sql_dialect": "duckdb"} for rule in BLOCKS
    ]
    linker = Linker(sides, settings, log_level="ERROR")
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("birth", "family"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("street"))
    found = linker.inference.predict(threshold_match_weight=5)
    opened.run(
        "CREATE TEMP TABLE made AS SELECT p.key AS l, q.key AS r FROM ("
        " SELECT least(n_l, n_r) AS a, greatest(n_l, n_r) AS b, row_number() OVER (PARTITION BY"
        " CASE WHEN source_dataset_l = 'b_right' THEN n_l ELSE n_r END ORDER BY match_weight DESC) AS place"
        f" FROM {found.physical_name}) x JOIN people p ON p.n IN (x.a, x.b) AND p.system = '{SIS}'"
        f" JOIN people q ON q.n IN (x.a, x.b) AND q.system = '{FORMS}' WHERE x.place = 1"
    )
    return "made"


def main() -> None:
    """Link one way and print the counts as JSON."""
    way, data, truth = sys.argv[1:4]
    opened = people(Path(data))
    cpu, wall = time.process_time(), time.perf_counter()
    made = {"exact": exact, "cupola": cupola, "plain": plain}[way](opened)
    spent = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    pairs = json.loads(Path(truth).read_text(encoding="utf-8"))["pairs"]["this-month/enrollment-system.csv"]
    opened.run("CREATE TEMP TABLE truth (l VARCHAR, r VARCHAR)")
    keys = [[f"{SIS}:{left}" for left, _ in pairs], [f"{FORMS}:{right}" for _, right in pairs]]
    opened.connection.execute("INSERT INTO truth SELECT unnest(?), unnest(?)", keys)
    right = opened.one(f"SELECT count(*) FROM {made} SEMI JOIN truth USING (l, r)")
    sys.stdout.write(
        json.dumps({"true": len(pairs), "made": opened.one(f"SELECT count(*) FROM {made}"), "right": right, **spent})
    )


if __name__ == "__main__":
    main()
