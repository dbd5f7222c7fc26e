"""What SARIF 2.1.0 allows in the parts of a log that Cupola writes, put down by hand from the standard.

Each part is closed, as in the schema of OASIS: a property that is not listed here is not allowed. `!` marks what must
be there. A list holds the form of its members, a set the words that may stand there, a name another part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

URI = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*")
LEVELS = {"none", "note", "warning", "error"}
FORMS: dict[str, dict[str, Any]] = {
    "log": {"$schema": "uri", "version!": {"2.1.0"}, "runs!": ["run"]},
    "run": {
        "tool!": "tool",
        "invocations": ["invocation"],
        "columnKind": {"utf16CodeUnits", "unicodeCodePoints"},
        "results": ["result"],
    },
    "tool": {"driver!": "driver"},
    "driver": {"name!": "text", "version": "text", "rules": ["rule"]},
    "rule": {
        "id!": "text",
        "shortDescription": "message",
        "fullDescription": "message",
        "help": "message",
        "defaultConfiguration": "configuration",
        "properties": "bag",
    },
    "configuration": {"level": LEVELS},
    "message": {"text!": "text"},
    "invocation": {"executionSuccessful!": "truth", "toolExecutionNotifications": ["notification"]},
    "notification": {"level": LEVELS, "message!": "message", "associatedRule": "reference"},
    "reference": {"id": "text", "index": "place"},
    "result": {
        "ruleId": "text",
        "ruleIndex": "place",
        "level": LEVELS,
        "message!": "message",
        "partialFingerprints": "texts",
        "properties": "bag",
        "locations": ["location"],
    },
    "location": {"physicalLocation": "physical"},
    "physical": {"artifactLocation": "artifact", "region": "region"},
    "artifact": {"uri": "reference uri"},
    "region": {"startLine": "line"},
}


def departures(value: Any, form: Any = "log", where: str = "log") -> Iterator[str]:
    """Where a log departs from the standard, in words."""
    if isinstance(form, list):
        if not isinstance(value, list):
            yield f"{where} is no list"
            return
        for number, each in enumerate(value):
            yield from departures(each, form[0], f"{where}[{number}]")
    elif isinstance(form, set):
        if value not in form:
            yield f"{where} is {value!r}"
    elif form in FORMS:
        yield from _of_part(value, FORMS[form], where)
    elif not _holds(value, form):
        yield f"{where} is no {form}: {value!r}"


def _of_part(value: Any, form: dict[str, Any], where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where} is no object"
        return
    known = {key.rstrip("!"): inner for key, inner in form.items()}
    yield from (f"{where} has no {key[:-1]}" for key in form if key.endswith("!") and key[:-1] not in value)
    for key, inner in value.items():
        if key not in known:
            yield f"{where} may not have {key}"
        else:
            yield from departures(inner, known[key], f"{where}.{key}")


def _holds(value: Any, form: str) -> bool:
    if form == "bag":
        return isinstance(value, dict)
    if form == "texts":
        return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    if form == "truth":
        return isinstance(value, bool)
    if form in ("place", "line"):
        return type(value) is int and value >= (1 if form == "line" else -1)
    if not isinstance(value, str):
        return False
    if form == "uri":
        return bool(URI.fullmatch(value)) and bool(urlsplit(value).scheme)
    return bool(URI.fullmatch(value)) if form == "reference uri" else True
