"""The one state of a device and its reason in words: the first that fits, in the order of `STATES`.

The order asks first where the device is, then whether the books agree, then how it is used: lost, retired but managed,
retired, in repair, in stock, with a departed person, managed but not on the register, on the register but not seen,
silent, at another school than its student, past its support date, cart or room device, in use.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

STATES = (
    *("lost", "retired_managed", "retired", "repair", "stock", "departed", "unregistered", "unseen"),
    *("silent", "elsewhere", "past_support", "room", "in_use"),
)
# Nobody can say where these are.
NOWHERE = ("lost", "unseen", "silent")
# These are in nobody's hands, whatever an old assignment says.
PUT_AWAY = ("lost", "retired_managed", "retired", "repair", "stock")


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides a state. `register` and `management` are the lifecycles that each says; empty when it says nothing.

    `silent_days` counts to the newest day its own management heard of any device, so that an old export makes none
    silent. `elsewhere` says in words which place is not the student's school.
    """

    register: str = ""
    management: str = ""
    has_holder: bool = False
    holder_is_known: bool = True
    holder_is_here: bool = True
    is_of_room: bool = False
    silent_days: int | None = None
    support_end: date | None = None
    elsewhere: str = ""
    kind_is_managed: bool = True
    has_register: bool = True


@dataclass(frozen=True, slots=True)
class Limits:
    """From which day and after how many days: the day of the record, and how long a device may be silent."""

    day: date
    silent_after: int = 60


def state_of(facts: Facts, limits: Limits) -> tuple[str, str]:
    """The state and its reason, a sentence that names nobody."""
    return _put_away(facts) or _books(facts) or _in_hands(facts, limits)


def _put_away(facts: Facts) -> tuple[str, str] | None:
    is_managed = facts.management not in ("", "retired")
    if facts.register == "lost":
        return "lost", "The register says that it is lost or stolen."
    if facts.management == "lost":
        return "lost", "Device management has it locked as lost."
    if facts.register == "retired":
        if is_managed:
            return "retired_managed", "The register says that it is retired; device management still counts it."
        return "retired", "The register says that it is retired."
    if facts.management == "retired" and not facts.register:
        return "retired", "Device management has let it go."
    if facts.register == "repair":
        return "repair", "The register says that it is in repair."
    if facts.register == "stock":
        return "stock", "The register says that it is in stock."
    if facts.management == "stock" and not facts.has_holder:
        return "stock", "It is announced to device management and not set up yet."
    return None


def _books(facts: Facts) -> tuple[str, str] | None:
    if facts.has_holder and not facts.holder_is_here:
        return "departed", "Its holder is not here any more."
    if not facts.register and facts.has_register:
        return "unregistered", "Device management knows it; no register does."
    if facts.register and facts.kind_is_managed and facts.management == "retired":
        return "unseen", "Device management has let it go; the register has it in service."
    if facts.register and facts.kind_is_managed and facts.silent_days is None:
        known = "has never heard of it" if facts.management else "does not know it"
        return "unseen", f"The register has it in service; device management {known}."
    return None


def _in_hands(facts: Facts, limits: Limits) -> tuple[str, str]:
    if facts.silent_days is not None and facts.silent_days > limits.silent_after:
        return "silent", f"Device management last heard of it {facts.silent_days:,} days before its newest device."
    if facts.elsewhere:
        return "elsewhere", facts.elsewhere
    if facts.support_end is not None and facts.support_end < limits.day:
        return "past_support", f"It gets no updates since {facts.support_end:%Y-%m-%d}."
    if facts.is_of_room:
        return "room", "It is checked out to a place, not to a person."
    if facts.has_holder and not facts.holder_is_known:
        return "in_use", "It is assigned to an address that no person of the record has."
    if facts.has_holder:
        return "in_use", "It is with somebody who is here."
    return "in_use", "It is in service; no source says with whom."
