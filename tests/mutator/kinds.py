"""All kinds of mutation, by subject."""

from __future__ import annotations

from tests.mutator.mutate_california import STATE, STATE_FILES
from tests.mutator.mutate_desks import HELP, HELP_FILES
from tests.mutator.mutate_edfi import EQUITY
from tests.mutator.mutate_edfi import REFERENCES as EDFI_REFERENCES
from tests.mutator.mutate_files import ARCHIVES, BYTES, LIST_BYTES
from tests.mutator.mutate_forms import FORMS
from tests.mutator.mutate_insights import LEARNING, LEARNING_FILES
from tests.mutator.mutate_lists import FEEDS, LIST_FORMS, OFFICES
from tests.mutator.mutate_machines import ACCOUNTS, DEVICES, SILENCE
from tests.mutator.mutate_package import PACKAGE
from tests.mutator.mutate_people import PEOPLE, STATE_PEOPLE
from tests.mutator.mutate_references import REFERENCES
from tests.mutator.mutate_resources import BEFORE, BESIDE, FIRST, LATER_SYNC
from tests.mutator.mutate_results import VENDORS
from tests.mutator.mutate_rooms import ROOMS, STAYS
from tests.mutator.mutate_sets import GRADES, SETS, SYNC
from tests.mutator.mutate_students import COUNTS, GROUPS, TORN
from tests.mutator.mutate_wholes import CLEVER_FILES, DIRECTORIES, MEALS, SYNC_FILES

SUBJECTS = (
    *(REFERENCES, ROOMS, STAYS, PEOPLE, STATE_PEOPLE, OFFICES, FEEDS, LIST_FORMS, ACCOUNTS, DEVICES, SILENCE),
    *(GRADES, SYNC, SETS, EDFI_REFERENCES, EQUITY, FORMS, PACKAGE, BYTES, LIST_BYTES, ARCHIVES),
    *(STATE, STATE_FILES, HELP, HELP_FILES, GROUPS, COUNTS, TORN, VENDORS),
    *(BESIDE, BEFORE, FIRST, LATER_SYNC, LEARNING, LEARNING_FILES),
    *(SYNC_FILES, CLEVER_FILES, DIRECTORIES, MEALS),
)
