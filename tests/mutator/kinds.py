"""All kinds of mutation, by subject."""

from __future__ import annotations

from tests.mutator.mutate_people import PEOPLE, STATE_PEOPLE
from tests.mutator.mutate_references import REFERENCES
from tests.mutator.mutate_rooms import ROOMS, STAYS

SUBJECTS = (REFERENCES, ROOMS, STAYS, PEOPLE, STATE_PEOPLE)
