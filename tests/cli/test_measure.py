"""`cupola measure`: figures of the record in lines and as JSON, and what it says when there is nothing to tell."""

from __future__ import annotations

from pathlib import Path

from cupola.engine.measures.reading import shipped_measures
from tests.cli.conftest import Cupola


def load(cupola: Cupola, folder: Path) -> str:
    ran = cupola("load", folder / "this-month", "--accept-mapping", "--json")
    assert ran.code in (0, 1), ran.err
    return str(cupola("snapshots", "--json").json[-1]["id"])


def test_before_a_load_it_says_what_to_do(cupola: Cupola) -> None:
    ran = cupola("measure")
    assert (ran.code, ran.out) == (0, "Nothing was loaded yet. `cupola load FOLDER` makes the first snapshot.\n")


def test_an_unknown_measure_is_refused_with_the_next_step(cupola: Cupola) -> None:
    ran = cupola("measure", "--only", "MEA-XYZ")
    assert ran.code == 2
    assert ran.err == "cupola: MEA-XYZ: no measure begins so. `cupola measure --json` names them all.\n"


def test_json_names_every_measure_with_a_figure_or_a_reason(cupola: Cupola, clean: Path) -> None:
    load(cupola, clean)
    told = cupola("measure", "--json").json
    assert {each["measure"] for each in told["figures"]} | {each["measure"] for each in told["not_computed"]} == {
        each.id for each in shipped_measures()
    }
    assert {"snapshot", "as_of", "figures", "not_computed"} == set(told)
    one = next(each for each in told["figures"] if each["measure"] == "MEA-STU-01" and each["grain"] == "district")
    assert (one["key"], one["unit"], one["version"], one["restricted"]) == (None, "students", 1, False)
    assert one["as_of"] == told["as_of"]
    assert all(each["reason"] for each in told["not_computed"])


def test_only_narrows_to_what_begins_so(cupola: Cupola, clean: Path) -> None:
    load(cupola, clean)
    told = cupola("measure", "--only", "MEA-DEV-01", "--only", "MEA-FED", "--json").json
    named = {each["measure"] for each in (*told["figures"], *told["not_computed"])}
    assert "MEA-DEV-01" in named
    assert {each[:7] for each in named} == {"MEA-DEV", "MEA-FED"}


def test_an_older_snapshot_can_be_measured_and_an_unknown_one_is_refused(cupola: Cupola, clean: Path) -> None:
    first = load(cupola, clean)
    told = cupola("measure", "--snapshot", first, "--only", "MEA-STU-01", "--json").json
    assert told["snapshot"] == first
    ran = cupola("measure", "--snapshot", "20200101T000000000-00000000")
    assert ran.code == 2
    assert "20200101T000000000-00000000" in ran.err


def test_the_lines_say_how_sure_and_that_nothing_is_not_zero(cupola: Cupola, clean: Path) -> None:
    load(cupola, clean)
    ran = cupola("measure")
    assert ran.out.startswith("Snapshot ")
    assert "MEA-DEV-03" in ran.out
    assert "95 % sure between" in ran.out
    assert "Not computed; that is not zero" in ran.out
    by_school = cupola("measure", "--only", "MEA-STU-01", "--by-school")
    assert by_school.out.count("MEA-STU-01") > 2
