"""Codes by which people call the things of the plan: G1, I12, M40."""

from __future__ import annotations

import re

from cupola.modules.strategy.models import Goal, Initiative, Milestone

LETTERS: dict[type[Goal] | type[Initiative] | type[Milestone], str] = {Goal: "G", Initiative: "I", Milestone: "M"}


def next_code(model: type[Goal] | type[Initiative] | type[Milestone]) -> str:
    """The letter of the kind with the next number that nobody has."""
    letter = LETTERS[model]
    taken = model._default_manager.values_list("code", flat=True)
    numbers = [int(each[1:]) for each in taken if re.fullmatch(rf"{letter}\d{{1,9}}", each)]
    return f"{letter}{max(numbers, default=0) + 1}"
