"""Lists of students whose school year is over: they end when students of a later year come in another system."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from cupola.engine.reading import ReadFile
from cupola.engine.record.opening import Held
from cupola.engine.record.unusual import LISTED, PEOPLE, school_year
from cupola.engine.succession import delivered_at, time_of_file

# Applications are made in spring for the year to come.
ENDS = frozenset({"sis", "state"})
ROSTERS = frozenset(PEOPLE) - LISTED


def ended_lists(held: Sequence[Held], taken: Sequence[ReadFile]) -> frozenset[str]:
    """The systems that hold lists of students of an earlier school year than the students that are delivered.

    The year of a list is that of its file. A state's file of last fall says who was enrolled then; beside this year's
    students it would be read as if they all still were.
    """
    days = [time_of_file(file).date() for file in taken if file.part.table in (*LISTED, *PEOPLE)]
    delivered = {file.known.system.id for file in taken}
    newest: dict[str, date] = {}
    tables: dict[str, set[str]] = defaultdict(set)
    for each in held:
        if each.system not in delivered and each.delivery.kind in ENDS:
            tables[each.system].add(each.source.table)
            newest[each.system] = max(delivered_at(each.file).date(), newest.get(each.system, date.min))
    return frozenset(
        system
        for system, there in tables.items()
        if days and there & LISTED and not there & ROSTERS and school_year(newest[system]) < school_year(max(days))
    )
