"""`cupola link` and `cupola link score`: counts by pair of sources, and how right they are."""

from __future__ import annotations

import pytest

from cupola.sample import write_district


@pytest.fixture(scope="module")
def hidden(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hidden")
    write_district(folder, students=300, seed=4, faults="none", hide_ids=True)
    return folder


def test_before_a_load_it_says_what_to_do(cupola):
    ran = cupola("link")
    assert ran.code == 2
    assert "cupola load" in ran.err


def test_links_are_counted_by_pair_of_sources_and_scored_against_the_truth(cupola, hidden):
    assert cupola("load", hidden / "this-month", "--accept-mapping").code == 0
    counted = cupola("link", "--json").json
    pairs = {(pair["left"], pair["right"]): pair for pair in counted["pairs"]}
    forms = pairs["lighthouse-sis", "enrollment-system"]
    assert counted["queue"] == sum(pair["proposed"] for pair in counted["pairs"])
    assert forms["linked"] > 0.9 * forms["right_records"]
    assert pairs["snipe-it", "google-devices"]["apart"] == 0
    assert "enrollment-system" in cupola("link").out
    scores = cupola("link", "score", "--truth", hidden / "truth.json", "--json").json
    assert scores[-1]["left"] == "all"
    assert scores[-1]["precision"] == 1
    assert scores[-1]["recall"] > 0.99
    assert scores[-1]["never_same"] == 0
    told = cupola("link", "score", "--truth", hidden / "truth.json").out
    assert "precision" in told


def test_a_file_that_is_no_truth_is_refused(cupola, hidden, tmp_path):
    cupola("load", hidden / "this-month", "--accept-mapping")
    other = tmp_path / "other.json"
    other.write_text("[]", encoding="utf-8")
    ran = cupola("link", "score", "--truth", other)
    assert ran.code == 2
    assert "truth.json" in ran.err
