"""The register of systems: vendors by name, and how much of it is in the cloud."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from cupola.workspace.entering import keep
from cupola.workspace.folding import folded
from cupola.workspace.models import Hosting, System, User, Vendor
from cupola.workspace.models.systems import IN_THE_CLOUD


@dataclass(frozen=True, slots=True)
class Share:
    """How much of something is in the cloud.

    `unknown` is how many systems are in neither number, because their hosting, or what is summed, is not known.
    """

    cloud: int
    all: int
    systems: int
    unknown: int

    @property
    def percent(self) -> float | None:
        """The share in percent; None where nothing is known."""
        return 100 * self.cloud / self.all if self.all else None


@dataclass(frozen=True, slots=True)
class Shares:
    """The share in the cloud by systems, by users and by what is spent in a year (cents): three different numbers."""

    systems: Share
    users: Share
    spend: Share


def shares(systems: Iterable[System]) -> Shares:
    """How much of these systems is in the cloud. A hybrid one counts in the whole, and not in the cloud."""
    rows = list(systems)
    return Shares(
        systems=_share((each, 1) for each in rows),
        users=_share((each, each.users) for each in rows),
        spend=_share((each, each.annual_cents) for each in rows),
    )


def _share(weights: Iterable[tuple[System, int | None]]) -> Share:
    rows = list(weights)
    known = [(each.hosting in IN_THE_CLOUD, weight) for each, weight in rows
             if weight is not None and each.hosting != Hosting.UNKNOWN]  # fmt: skip
    cloud = sum(weight for is_cloud, weight in known if is_cloud)
    return Share(cloud, sum(weight for _is_cloud, weight in known), len(known), len(rows) - len(known))


@transaction.atomic
def vendor_named(name: str, *, by: User | None) -> Vendor | None:
    """The vendor of this name, whatever its letter case; a new one where there is none, None for an empty name."""
    name = " ".join(name.split())
    if not name:
        return None
    found = next((each for each in Vendor.objects.all() if folded(each.name) == folded(name)), None)
    if found is None:
        found = Vendor(name=name)
        keep(found, by=by, act="vendor added")
    return found
