"""The reference page that says of every known rule which check answers it, or what it waits for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cupola.engine.catalog import Check, catalogue_folder, read_yaml
from cupola.engine.paper.markdown import page, table
from cupola.engine.paper.reference_checks import link

INTRO = """
States and districts publish lists of what may be wrong in their data. Each line here is one such rule, with the checks
that answer it. A rule without a check says what it waits for: mostly an export that is not read yet.
"""


@dataclass(frozen=True, slots=True)
class KnownRule:
    """A rule of a published list: its number there, what it is about, and its checks or the reason why it has none."""

    number: str
    about: str
    checks: tuple[str, ...]
    waits: str | None


def known_rules() -> dict[str, tuple[KnownRule, ...]]:
    """Title of each list -> its rules, from `coverage.yaml`."""
    content = read_yaml(catalogue_folder() / "coverage.yaml")
    return {
        str(said["title"]): tuple(
            KnownRule(str(rule["rule"]), str(rule["about"]), tuple(rule.get("checks") or ()), rule.get("waits"))
            for rule in said["rules"]
        )
        for said in content.values()
    }


def coverage_page(checks: Sequence[Check]) -> str:
    """The page; `checks` are those of the catalogue, for links."""
    known = {check.id: check for check in checks}
    lists = known_rules()
    blocks = [INTRO, _counted(checks, lists)]
    for title, rules in lists.items():
        rows = [(rule.number, rule.about, _answer(rule, known)) for rule in rules]
        blocks += [f"## {title}", table(("rule", "about", "checks, or what it waits for"), rows)]
    return page("Coverage", *blocks)


def _counted(checks: Sequence[Check], lists: Mapping[str, Sequence[KnownRule]]) -> str:
    rules = [rule for each in lists.values() for rule in each]
    answered = sum(bool(rule.checks) for rule in rules)
    generated = sum(check.by == "form" for check in checks)
    return (
        f"Of {len(rules)} rules {answered} are answered, {len(rules) - answered} wait. The catalogue holds "
        f"{len(checks) - generated} checks, and {generated} kinds that follow from the description of a column."
    )


def _answer(rule: KnownRule, known: Mapping[str, Check]) -> str:
    return ", ".join(link(known[each]) for each in rule.checks) if rule.checks else f"waits: {rule.waits}"
