"""What rules left open, compared by Splink with the stored model. Heavy libraries are imported here and only here."""

from __future__ import annotations

import copy
import logging
from typing import TYPE_CHECKING

from cupola.engine.linking.model import Model

if TYPE_CHECKING:
    import duckdb


def score_open(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Fill `scored` (l, r, weight) with pairs of `splink_lefts` and `splink_rights` near or above the lowest band."""
    from splink import DuckDBAPI, Linker

    connection.execute("CREATE OR REPLACE TEMP TABLE scored (l INTEGER, r INTEGER, weight DOUBLE)")
    lefts, rights = (
        int(connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])
        for table in ("splink_lefts", "splink_rights")
    )
    if not lefts or not rights:
        return
    logging.getLogger("splink").setLevel(logging.ERROR)
    settings = copy.deepcopy(model.splink)
    # Of all pairs, at most one for each right record is right: the more there are, the more evidence it takes.
    settings["probability_two_random_records_match"] = min(0.5, 1 / lefts)
    database = DuckDBAPI(connection=connection)
    tables = [
        database.register(table, dataset_display_name=name)
        for table, name in (("splink_lefts", "a_left"), ("splink_rights", "b_right"))
    ]
    linker = Linker(tables, settings, log_level="ERROR")
    predicted = linker.inference.predict(threshold_match_weight=model.proposed - 4)
    connection.execute(
        "INSERT INTO scored SELECT CASE WHEN source_dataset_l = 'a_left' THEN n_l ELSE n_r END,"
        " CASE WHEN source_dataset_l = 'a_left' THEN n_r ELSE n_l END, match_weight"
        f" FROM {predicted.physical_name}"
    )
    linker.table_management.delete_tables_created_by_splink_from_db()  # type: ignore[no-untyped-call]
