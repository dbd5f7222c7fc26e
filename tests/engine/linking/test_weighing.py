"""The weights of pairs are those that Splink gives with the same model, pair by pair."""

from __future__ import annotations

import json
import logging
from contextlib import closing

import pytest
from splink import DuckDBAPI, Linker

from cupola.engine.backends import duck
from cupola.engine.journey import load
from cupola.engine.linking.comparisons import COLUMNS
from cupola.engine.linking.model import shipped
from cupola.engine.linking.names import lay_names
from cupola.engine.linking.people import lay_people
from cupola.engine.linking.sources import open_tables
from cupola.engine.linking.weighing import BELOW, COMPARABLE, score_open
from cupola.engine.loading import LoadOptions
from cupola.engine.record.store import open_store
from cupola.sample import write_district

SIDES = {"lefts": "lighthouse-sis", "rights": "enrollment-system"}


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    folder = tmp_path_factory.mktemp("weighing")
    write_district(folder, students=400, seed=6, faults="none", hide_ids=True, dirt="hard")
    data = folder / "data"
    load([str(folder / "this-month")], LoadOptions(data, accept_mapping=True))
    with closing(duck.connect()) as connection:
        connection.execute("SET disabled_optimizers = ''")
        lay_names(connection, data)
        store = open_store(data)
        lay_people(open_tables(connection, store, store.snapshot("current")))
        for table, system in SIDES.items():
            connection.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM people WHERE system = '{system}'")
        connection.execute("CREATE TEMP TABLE decided (l INTEGER, r INTEGER)")
        yield connection


def by_splink(connection, model):
    """Splink's weight of each pair, by the numbers of both."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    columns = ", ".join(("n", *COLUMNS, "phone"))
    for table in SIDES:
        connection.execute(f"CREATE TEMP TABLE a_{table} AS SELECT {columns} FROM {table} WHERE {COMPARABLE}")
    lefts = connection.execute("SELECT count(*) FROM a_lefts").fetchall()[0][0]
    told = json.loads(json.dumps(model.splink)) | {"probability_two_random_records_match": 1 / lefts}
    database = DuckDBAPI(connection=connection)
    sides = [database.register(f"a_{table}", dataset_display_name=table) for table in SIDES]
    predicted = Linker(sides, told, log_level="ERROR").inference.predict(threshold_match_weight=model.proposed - BELOW)
    rows = connection.execute(
        f"SELECT least(n_l, n_r), greatest(n_l, n_r), match_weight FROM {predicted.physical_name}"
    ).fetchall()
    return {(left, right): weight for left, right, weight in rows}


def test_the_weight_of_each_pair_is_splink_s_weight_with_the_same_model(people):
    score_open(people, shipped())
    rows = people.execute("SELECT least(l, r), greatest(l, r), weight FROM scored").fetchall()
    ours = {(left, right): weight for left, right, weight in rows}
    theirs = by_splink(people, shipped())
    assert len(ours) > 300
    assert ours.keys() == theirs.keys()
    assert max(abs(ours[pair] - theirs[pair]) for pair in ours) < 1e-6
