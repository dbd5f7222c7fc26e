"""The invented people of the sample district's life: colleagues with accounts, and those who ask for something."""

from __future__ import annotations

from random import Random
from typing import Any

from cupola.sample.life.places import Town, told

DOMAIN = "people.harbor.example"


def colleagues(town: Town) -> list[dict[str, Any]]:
    """Those with an account; the principal leads the largest school."""
    return [
        {
            "key": each["key"],
            "name": each["name"],
            "email": address(each["name"]),
            "role": each["role"],
            "schools": [town.largest.name] if each["role"] == "school_leader" else [],
        }
        for each in told("people")["colleagues"]
    ]


def address(name: str) -> str:
    """The e-mail address of somebody invented."""
    return f"{name.lower().replace(' ', '.')}@{DOMAIN}"


def asker(rng: Random) -> str:
    """Somebody who asks."""
    names = told("people")["askers"]
    return f"{rng.choice(names['given'])} {rng.choice(names['family'])}"


def family_name(rng: Random) -> str:
    """A family name as it stands in a note."""
    name: str = rng.choice(told("people")["askers"]["family"])
    return name
