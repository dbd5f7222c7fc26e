"""What is left out of every row before it touches the disk: passwords, places, network and social security numbers."""

from __future__ import annotations

import re
from typing import Any

from cupola.engine.intake.forbidden import SOCIAL_SECURITY, is_forbidden

DEEPEST = 40


def cleaned(value: Any, depth: int = 0) -> Any:
    """The same JSON without forbidden fields, and without list entries that say they are a social security number.

    Entries of that kind are those of Ed-Fi's `identificationCodes` whose descriptor ends in `#SSN`, and of
    OneRoster's `userIds` whose type says so. What is nested deeper than 40 levels is left out.
    """
    if isinstance(value, dict):
        if depth > DEEPEST:
            return {}
        return {key: cleaned(inner, depth + 1) for key, inner in value.items() if not is_forbidden(key)}
    if isinstance(value, list):
        if depth > DEEPEST:
            return []
        return [cleaned(inner, depth + 1) for inner in value if not _is_social_security(inner)]
    return value


def _is_social_security(entry: Any) -> bool:
    if not isinstance(entry, dict):
        return False
    kinds = (v for k, v in entry.items() if isinstance(v, str) and (k == "type" or k.endswith("Descriptor")))
    return any(_folded(kind) in SOCIAL_SECURITY for kind in kinds)


def _folded(kind: str) -> str:
    return re.sub(r"[^a-z0-9]", "", kind.rpartition("#")[2].casefold())
