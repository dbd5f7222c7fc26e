"""Builds the clean district once, and checks deliveries made of it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from cupola.engine.journey import CheckOptions, check_paths
from cupola.engine.kinds import Finding, Report
from tests.mutator.clean_california import california
from tests.mutator.clean_desks import desks
from tests.mutator.clean_edfi import pages
from tests.mutator.clean_insights import insights
from tests.mutator.clean_lists import lists, machines
from tests.mutator.clean_older import first_sync, older_package
from tests.mutator.clean_people import DAY
from tests.mutator.clean_resources import resources
from tests.mutator.clean_roster import package
from tests.mutator.clean_sets import clever, gradebook, school_data_sync
from tests.mutator.expectations import (
    CALIFORNIA,
    CLEVER,
    DESKS,
    EDFI,
    FIRST_SYNC,
    GRADEBOOK,
    INSIGHTS,
    LISTS,
    MACHINES,
    OLDER,
    RESOURCES,
    ROSTER,
    SDS,
    VENDOR_FILES,
)
from tests.mutator.sheets import Content, Files, Packing, copy_of, write

AS_OF = date.fromisoformat(DAY)
EVERYTHING = frozenset({ROSTER, LISTS, MACHINES, EDFI})


@cache
def _built() -> dict[str, Files]:
    roster = {f"sis/{name}": content for name, content in package().items()}
    sets = {GRADEBOOK: gradebook(), SDS: school_data_sync(), CLEVER: clever()}
    sets |= {CALIFORNIA: california(), DESKS: desks(), RESOURCES: resources()}
    sets |= {FIRST_SYNC: first_sync(), OLDER: older_package(), INSIGHTS: insights(), VENDOR_FILES: {}}
    return {ROSTER: roster, LISTS: lists(), MACHINES: machines(), EDFI: pages(), **sets}


def clean(parts: frozenset[str] = EVERYTHING) -> Files:
    """A fresh copy of the clean delivery, or of those parts of it."""
    built = _built()
    return copy_of({name: content for part in sorted(parts) for name, content in built[part].items()})


@dataclass
class Bench:
    """Writes deliveries into folders of its own and checks them on the day of the district."""

    folder: Path
    deliveries: int = 0
    data: Path = field(init=False)

    def __post_init__(self) -> None:
        self.data = self.folder / "data"

    def report(
        self,
        files: Mapping[str, Content],
        *,
        only: tuple[str, ...] = (),
        packing: Packing = Packing(),  # noqa: B008
    ) -> Report:
        self.deliveries += 1
        delivery = write(files, self.folder / f"delivery-{self.deliveries}", packing)
        try:
            return self.check(delivery, only=only)
        finally:
            shutil.rmtree(delivery)

    def findings(
        self,
        files: Mapping[str, Content],
        *,
        only: tuple[str, ...] = (),
        packing: Packing = Packing(),  # noqa: B008
    ) -> tuple[Finding, ...]:
        return self.report(files, only=only, packing=packing).findings

    def check(self, *paths: Path, only: tuple[str, ...] = (), mappings: tuple[Path, ...] = ()) -> Report:
        return check_paths(paths, CheckOptions(self.data, only=only, as_of=AS_OF, mapping_files=mappings))
