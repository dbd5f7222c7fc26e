"""Counts m and u of each level on sample districts whose truth is known, and writes two models.

`python -m bench.train_linking` draws districts of another seed than any that a model is scored on. The catalogue's
model learns from the profile `hard` and is scored on `normal`; the other learns from `normal`, is scored on `hard`, and
stays here: so that neither is ever scored on what it learned from.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from cupola.engine.backends import duck
from cupola.engine.catalog import catalogue_folder
from cupola.engine.linking.comparisons import COMPARISONS, LEVELS_SQL, pair_columns
from cupola.engine.linking.model import settings_of
from cupola.engine.linking.names import lay_names
from cupola.engine.linking.people import lay_people
from cupola.engine.linking.sources import open_tables
from cupola.engine.record.store import open_store

SEED, STUDENTS = 23, 17_400
MODELS = {
    "hard": catalogue_folder() / "linking" / "model.json",
    "normal": Path(__file__).parent / "model_of_normal.json",
}
RANDOM_PAIRS = 1_000_000
BANDS = {"linked": 9.0, "proposed": 0.0, "margin": 4.0}
VERSION = "2026-11-30.2"
# What the sample never gets wrong (sex, who the guardian is) real districts do: no level is rarer than this among
# true pairs, so that one odd cell alone never speaks louder than all the rest.
RAREST = 0.002
# Where an address is all that can be compared, a family that moved (one in eight a year) must not count as another.
MOVED = 0.12


def counts(folder: Path, dirt: str) -> tuple[Counter[str], Counter[str]]:
    """Levels of true pairs and of random pairs of a district that is made for it."""
    district, data = folder / dirt, folder / f"data-{dirt}"
    cupola = [sys.executable, "-m", "cupola"]
    made = ["sample", str(district), "--students", str(STUDENTS), "--seed", str(SEED), "--hide-ids", "--dirt", dirt]
    loads = ["load", str(district / "this-month"), "--accept-mapping", "--data", str(data)]
    for arguments in ([*made, "--faults", "none"], loads):
        subprocess.run([*cupola, *arguments], check=True, stdout=subprocess.DEVNULL)
    store = open_store(data)
    connection = duck.connect()
    lay_names(connection, data)
    lay_people(open_tables(connection, store, store.snapshot("current")))
    truth = json.loads((district / "truth.json").read_text(encoding="utf-8"))
    connection.execute("CREATE TEMP TABLE truth (l VARCHAR, r VARCHAR)")
    pairs = truth["pairs"]["this-month/enrollment-system.csv"]
    connection.executemany("INSERT INTO truth VALUES (?, ?)", pairs)
    true = (
        f"SELECT {pair_columns('a', 'b')} FROM truth t JOIN people a ON a.key = 'lighthouse-sis:' || t.l"
        " JOIN people b ON b.key = 'enrollment-system:' || t.r"
    )
    for table, where in (
        ("lefts", "system = 'lighthouse-sis' AND who = 1"),
        ("rights", "system = 'enrollment-system'"),
    ):
        connection.execute(
            f"CREATE TEMP TABLE {table} AS SELECT *, row_number() OVER (ORDER BY hash(key)) AS place"
            f" FROM people WHERE {where}"
        )
    turns = RANDOM_PAIRS // STUDENTS
    connection.execute(
        "CREATE TEMP TABLE drawn AS SELECT place AS a, (place * 7 + turn * 71) % 17000 + 1 AS b"
        f" FROM lefts CROSS JOIN range({turns}) g(turn)"
    )
    chance = (
        f"SELECT {pair_columns('a', 'b')} FROM drawn d JOIN lefts a ON a.place = d.a JOIN rights b ON b.place = d.b"
    )
    return _levels(connection, true), _levels(connection, chance)


def _levels(connection, pairs: str) -> Counter[str]:
    found = connection.execute(f"SELECT {LEVELS_SQL} AS levels, count(*) FROM ({pairs}) GROUP BY 1").fetchall()
    return Counter(dict(found))


def probabilities(true: Counter[str], chance: Counter[str]) -> dict[str, dict[int, tuple[float, float]]]:
    """m and u of each level: its share among pairs where there was something to compare, never quite zero."""
    found: dict[str, dict[int, tuple[float, float]]] = {}
    for place, comparison in enumerate(COMPARISONS):
        shares = []
        for seen in (true, chance):
            one: Counter[str] = Counter()
            for levels, count in seen.items():
                one[levels[place]] += count
            total = sum(count for sign, count in one.items() if sign != "-")
            shares.append({v.value: (one[str(v.value)] + 0.5) / (total + 1) for v in comparison.levels})
        found[comparison.name] = {
            v.value: (max(shares[0][v.value], RAREST), shares[1][v.value]) for v in comparison.levels
        }
    # Two strangers have another address as surely as they have another home.
    found["home"][1] = (MOVED, found["home"][0][1])
    return found


def main() -> None:
    """Train and write."""
    for dirt, path in MODELS.items():
        with tempfile.TemporaryDirectory(prefix="cupola-train-") as folder:
            true, chance = counts(Path(folder), dirt)
        content = {
            "version": VERSION if dirt == "hard" else f"{VERSION} of {dirt}",
            "trained_on": f"sample districts of {STUDENTS:,} students, seed {SEED}, ids hidden, dirt {dirt}",
            "bands": BANDS,
            "splink": settings_of(probabilities(true, chance)),
        }
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        print(f"{path}: {sum(true.values()):,} true pairs, {sum(chance.values()):,} random pairs", flush=True)


if __name__ == "__main__":
    main()
