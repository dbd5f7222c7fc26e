"""Devices counted three ways (bought, managed, with an enrolled student), and what they are worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cupola.engine.inventory.devices import Device
from cupola.engine.inventory.states import NOWHERE, STATES

UNKNOWN = "unknown"
MONTHS_AHEAD = 36
# The ways to break the count up: word -> which group a device belongs to.
WAYS: Mapping[str, Callable[[Device], str]] = {
    "school": lambda device: device.school or UNKNOWN,
    "model": lambda device: device.model or UNKNOWN,
    "fund": lambda device: device.fund or UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Worth:
    """What devices are worth in cents: by their purchase price, by the price of their type; and how many have neither.

    Those without a price are counted, never taken for $0.
    """

    by_purchase: int = 0
    by_rate: int = 0
    unknown: int = 0

    @property
    def cents(self) -> int:
        """What is known, both ways together."""
        return self.by_purchase + self.by_rate


@dataclass(frozen=True, slots=True)
class Count:
    """One group of devices. `bought` are on a register and not retired there; the others need not be among them."""

    group: str
    bought: int
    managed: int
    with_student: int
    nowhere: int
    worth: Worth
    nowhere_worth: Worth


def worth_of(devices: Iterable[Device]) -> Worth:
    """What these devices are worth."""
    by_purchase = by_rate = unknown = 0
    for device in devices:
        if device.cents is None:
            unknown += 1
        elif device.is_priced_by_rate:
            by_rate += device.cents
        else:
            by_purchase += device.cents
    return Worth(by_purchase, by_rate, unknown)


def counted(devices: Iterable[Device], group: str = "all") -> Count:
    """The three numbers of some devices, and those of them that are bought and nowhere."""
    found = list(devices)
    bought = [device for device in found if device.is_bought]
    lost = [device for device in bought if device.state in NOWHERE]
    return Count(
        group,
        bought=len(bought),
        managed=sum(device.is_managed for device in found),
        with_student=sum(device.with_student for device in found),
        nowhere=len(lost),
        worth=worth_of(bought),
        nowhere_worth=worth_of(lost),
    )


def counted_by(devices: Iterable[Device], way: str) -> tuple[Count, ...]:
    """The same by school, model or fund, largest first; what is not known is a group of its own, `unknown`."""
    groups: dict[str, list[Device]] = {}
    for device in devices:
        groups.setdefault(WAYS[way](device), []).append(device)
    counts = [counted(found, group) for group, found in groups.items()]
    return tuple(sorted(counts, key=lambda each: (each.group == UNKNOWN, -each.bought, each.group)))


def by_state(devices: Iterable[Device]) -> tuple[tuple[str, int, Worth], ...]:
    """State, how many, what they are worth: every state that occurs, in the order of precedence."""
    groups: dict[str, list[Device]] = {}
    for device in devices:
        groups.setdefault(device.state, []).append(device)
    return tuple((state, len(groups[state]), worth_of(groups[state])) for state in STATES if state in groups)


def support_ends(devices: Iterable[Device], day: date) -> tuple[tuple[str, str, int], ...]:
    """Month (`2027-06`), model and how many devices lose support in it, for the next 36 months; retired ones left out.

    The month that `day` lies in counts from that day on.
    """
    last = date(day.year + (day.month - 1 + MONTHS_AHEAD) // 12, (day.month - 1 + MONTHS_AHEAD) % 12 + 1, 1)
    ends = Counter(
        (f"{device.support_end:%Y-%m}", device.model or UNKNOWN)
        for device in devices
        if device.support_end and day <= device.support_end < last and not device.state.startswith("retired")
    )
    return tuple((month, model, n) for (month, model), n in sorted(ends.items()))
