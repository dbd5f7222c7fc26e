"""The SARIF form has rules with help, and results with relative places and fingerprints."""

from __future__ import annotations

import json
from io import StringIO
from urllib.parse import unquote, urlsplit

import pytest

from cupola.engine.paper.sarif_form import relative_uri, write_sarif


def written(ranking):
    out = StringIO()
    write_sarif(ranking, out)
    return json.loads(out.getvalue())


def test_a_log_has_one_run_of_version_2_1_0(lifelike):
    log = written(lifelike)
    assert log["version"] == "2.1.0"
    assert len(log["runs"]) == 1
    assert log["runs"][0]["tool"]["driver"]["name"] == "Cupola"


def test_every_rule_has_help(lifelike):
    rules = written(lifelike)["runs"][0]["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules) == 7
    for rule in rules:
        assert "How to fix it: " in rule["help"]["text"]
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")


def test_every_result_names_its_rule_place_and_fingerprint(lifelike):
    run = written(lifelike)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == 1480
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        assert location["physicalLocation"]["region"]["startLine"] >= 1
        assert result["message"]["text"]
        assert len(result["partialFingerprints"]["cupolaFinding/v1"]) == 16


def test_checks_that_did_not_run_are_notifications(lifelike):
    (invocation,) = written(lifelike)["runs"][0]["invocations"]
    texts = [each["message"]["text"] for each in invocation["toolExecutionNotifications"]]
    assert "GRD-003 did not run: There is no state list." in texts
    assert len(texts) == 14


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("october/sis.zip/users.csv", "october/sis.zip/users.csv"),
        ("notes for Ben.csv", "notes%20for%20Ben.csv"),
        ("c:/exports/users.csv", "c%3A/exports/users.csv"),
        ("/exports/../../users.csv", "exports/users.csv"),
        ("exports\\users.csv", "exports/users.csv"),
        ("a#b?c%.csv", "a%23b%3Fc%25.csv"),
    ],
)
def test_places_are_relative_references(name, uri):
    assert relative_uri(name) == uri
    assert not urlsplit(uri).scheme
    assert unquote(uri).count("\x1b") == 0


def test_a_hostile_file_makes_a_well_formed_log(hostile):
    (result,) = written(hostile)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].isascii()


def test_a_clean_report_has_no_results(clean):
    assert written(clean)["runs"][0]["results"] == []
