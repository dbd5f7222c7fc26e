"""Which measures have figures of schools."""

from __future__ import annotations

from cupola.engine.measures.kinds import Measure
from cupola.modules.indicators.measures import by_id
from cupola.workspace.figures import figures_for
from cupola.workspace.models import Publication, User


def with_schools(user: User, newest: Publication | None) -> tuple[Measure, ...]:
    """The measures that have figures of more than one school which the user may see, by title."""
    if newest is None:
        return ()
    found = figures_for(user, newest).filter(grain="school").order_by().values_list("measure_id", flat=True).distinct()
    known = [by_id()[each] for each in found if each in by_id()]
    return tuple(sorted(known, key=lambda each: each.title))
