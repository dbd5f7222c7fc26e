"""The SARIF form has rules with help, and results with relative places and fingerprints."""

from __future__ import annotations

import json
from io import StringIO
from urllib.parse import unquote, urlsplit

import pytest

from cupola.engine.paper.sarif_form import relative_uri, write_sarif
from tests.engine.paper.sarif_rules import departures


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


@pytest.mark.parametrize("which", ["lifelike", "hostile", "clean"])
def test_a_log_keeps_to_the_rules_of_the_standard(request, which):
    log = written(request.getfixturevalue(which))
    assert list(departures(log)) == []
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    told = [each.get("associatedRule") for each in run["invocations"][0]["toolExecutionNotifications"]]
    for each in filter(None, told):
        assert rules[each["index"]] == each["id"]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda log: log["runs"][0]["results"][0].pop("message"), "log.runs[0].results[0] has no message"),
        (lambda log: log["runs"][0]["results"][0].update(level="fatal"), "log.runs[0].results[0].level is 'fatal'"),
        (lambda log: log["runs"][0].update(findings=[]), "log.runs[0] may not have findings"),
        (
            lambda log: log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"].update(startLine=0),
            "log.runs[0].results[0].locations[0].physicalLocation.region.startLine is no line: 0",
        ),
    ],
)
def test_the_rules_see_what_is_wrong(lifelike, spoil, says):
    log = written(lifelike)
    spoil(log)
    assert list(departures(log)) == [says]
