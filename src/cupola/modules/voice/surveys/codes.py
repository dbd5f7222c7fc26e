"""Printed codes: made by chance, kept as hashes, and good for one answer each."""

from __future__ import annotations

import secrets
from contextlib import suppress
from enum import Enum
from hashlib import sha256

from django.core.cache import cache
from django.db import transaction

from cupola.engine.errors import CupolaError
from cupola.modules.voice.models import Code, Door
from cupola.workspace import audit
from cupola.workspace.models import User

# Without letters and digits that look alike on paper.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
MOST_AT_ONCE = 2_000
MISSES_AN_HOUR = 200
HOUR = 3600


class CodeError(CupolaError):
    """Codes cannot be made as asked."""


class Answer(Enum):
    """What became of a code that somebody typed in."""

    GOOD = "good"
    MISSING = "code_missing"
    USED = "code_used"
    WRONG = "code_wrong"
    WAIT = "code_wait"


@transaction.atomic
def make(door: Door, many: int, *, by: User) -> list[str]:
    """New codes for a door, as they are printed. They are shown this once: only their hashes are kept."""
    if not 1 <= many <= MOST_AT_ONCE:
        raise CodeError("The number of slips", f"must be from 1 to {MOST_AT_ONCE:,}.", "Print a school in parts.")
    codes: set[str] = set()
    while len(codes) < many:
        codes.add("".join(secrets.choice(LETTERS) for _ in range(LENGTH)))
    rows = [Code(door=door, hash=hash_of(door, code)) for code in codes]
    # The order on paper is not the order of the rows.
    secrets.SystemRandom().shuffle(rows)
    Code.objects.bulk_create(rows)
    if not door.by_code:
        door.by_code = True
        door.save(update_fields=["by_code"])
    audit.note("survey codes printed", user=by, thing=f"survey:{door.survey_id}", door=door.pk, codes=many)
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def hash_of(door: Door, typed: str) -> str:
    """The hash under which a code is kept; blanks, dashes and small letters do not matter, the door does."""
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())
    return sha256(f"{door.token}:{plain}".encode()).hexdigest()


def redeem(door: Door, typed: str) -> Answer:
    """Use a code up, inside the transaction that takes the answer in; only `GOOD` lets it in."""
    if not typed.strip():
        return Answer.MISSING
    misses = f"survey-misses:{door.pk}"
    if int(cache.get(misses, 0)) >= MISSES_AN_HOUR:
        return Answer.WAIT
    code = Code.objects.filter(door=door, hash=hash_of(door, typed))
    if code.filter(is_used=False).update(is_used=True):
        return Answer.GOOD
    cache.add(misses, 0, HOUR)
    with suppress(ValueError):  # the hour ended between the two lines
        cache.incr(misses)
    return Answer.USED if code.exists() else Answer.WRONG
