"""Findings as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format) for tools that show results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TextIO
from urllib.parse import quote

from cupola import __version__
from cupola.engine.kinds import Finding, NotRun
from cupola.engine.paper.json_form import encoded, listed_lines
from cupola.engine.paper.ranking import Manual, Ranking
from cupola.engine.paper.wording import tidied

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
PRINT = "cupolaFinding/v1"


def write_sarif(ranking: Ranking, out: TextIO) -> None:
    """Write the report as a SARIF log with one run, a line for each rule and result."""
    out.writelines(_pieces(ranking))


def _pieces(ranking: Ranking) -> Iterator[str]:
    rules = {group.check.id: group.check for group in ranking.groups}
    for each in ranking.report.not_run:
        if each.check in ranking.manuals:
            rules.setdefault(each.check, ranking.manuals[each.check])
    places = {check: place for place, check in enumerate(rules)}
    yield f'{{\n"$schema": {encoded(SCHEMA)},\n"version": "2.1.0",\n"runs": [{{\n'
    yield f'"tool": {{"driver": {{"name": "Cupola", "version": {encoded(__version__)}, "rules": '
    yield from listed_lines(map(_rule, rules.values()))
    yield '}},\n"columnKind": "unicodeCodePoints",\n"invocations": [{"executionSuccessful": true, '
    yield '"toolExecutionNotifications": '
    yield from listed_lines(_silence(each, places) for each in ranking.report.not_run)
    yield '}],\n"results": '
    yield from listed_lines(_result(each, places) for each in ranking.ordered())
    yield "\n}]\n}\n"


def relative_uri(name: str) -> str:
    """A file's name as a relative reference (RFC 3986): no scheme, no root, no way upwards."""
    parts = [part for part in tidied(name).replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return quote("/".join(parts))


def _rule(check: Manual) -> Mapping[str, Any]:
    help_parts = [check.why, f"How to fix it: {check.fix}"]
    if check.not_a_problem_when:
        help_parts.append(f"Not a problem when: {check.not_a_problem_when}")
    return {
        "id": check.id,
        "shortDescription": {"text": check.title},
        "fullDescription": {"text": check.why or check.title},
        "help": {"text": "\n\n".join(part for part in help_parts if part)},
        "defaultConfiguration": {"level": check.severity.word},
        "properties": {"role": check.role},
    }


def _result(finding: Finding, places: Mapping[str, int]) -> Mapping[str, Any]:
    properties = {
        "role": finding.role,
        "column": finding.column,
        "subject": finding.subject,
        "school": finding.school,
        "value": finding.value,
        "repair": finding.repair,
        "system": finding.system,
        "rows": finding.rows,
    }
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": places[finding.check],
        "level": finding.severity.word,
        "message": {"text": finding.message},
        "partialFingerprints": {PRINT: finding.fingerprint},
        "properties": {name: value for name, value in properties.items() if value is not None},
    }
    if finding.file is not None:
        result["locations"] = [{"physicalLocation": _place(finding.file, finding.line)}]
    return result


def _place(file: str, line: int | None) -> Mapping[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": relative_uri(file)}}
    if line is not None and line > 0:
        place["region"] = {"startLine": line}
    return place


def _silence(each: NotRun, places: Mapping[str, int]) -> Mapping[str, Any]:
    said: dict[str, Any] = {"level": "note", "message": {"text": f"{each.check} did not run: {each.reason}"}}
    if each.check in places:
        said["associatedRule"] = {"id": each.check, "index": places[each.check]}
    return said
