"""Every rule of the published lists has a check that exists, or says what it waits for."""

from __future__ import annotations

import pytest

from cupola.engine.catalog import shipped_checks
from cupola.engine.paper.reference import pages
from cupola.engine.paper.reference_coverage import known_rules


@pytest.fixture(scope="module")
def rules():
    return [rule for rules in known_rules().values() for rule in rules]


def test_every_rule_is_there_once(rules):
    numbers = [rule.number for rule in rules]
    assert len(numbers) == len(set(numbers))
    assert {str(number) for number in range(1, 103)} <= set(numbers)
    assert len(numbers) - 102 == 51


def test_a_rule_has_checks_or_the_reason_why_not(rules):
    assert [rule.number for rule in rules if bool(rule.checks) == bool(rule.waits)] == []


def test_every_check_that_a_rule_names_exists(rules):
    known = {check.id for check in shipped_checks()}
    assert {(rule.number, each) for rule in rules for each in rule.checks if each not in known} == set()


def test_most_rules_are_answered_and_the_catalogue_is_large(rules):
    assert sum(bool(rule.checks) for rule in rules) > len(rules) * 0.7
    assert sum(check.by != "form" for check in shipped_checks()) >= 120


def test_the_page_names_every_rule(rules):
    page = pages()["coverage.md"]
    assert [rule.number for rule in rules if f"| {rule.number} | {rule.about} |" not in page] == []
