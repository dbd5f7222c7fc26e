"""truth.json: what is wrong and where, what is right though it looks wrong, and who is who in every file."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import IO

import numpy as np

from cupola.sample.arrays import Array, chunks, ranks
from cupola.sample.days import TODAY, iso_day
from cupola.sample.faults.plan import PERHAPS, Fault, Plan
from cupola.sample.files import enrollment_system, google, outages, state_upload, texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.applicants import Applicants
from cupola.sample.population.district import District

MOST_HOMONYMS = 20_000
Pair = tuple[str, str]


def write_truth(district: District, applicants: Applicants, plan: Plan, *, desk: Desk) -> None:
    """Write truth.json list by list, one entry a line, so that it can be read as a stream."""
    faults, perhaps = ([asdict(fault) for fault in part] for part in (plan.faults, plan.may_find))
    for number, line in desk.located.items():
        if number >= PERHAPS:
            perhaps[number - PERHAPS]["line"] = line
        elif number >= 0:
            faults[number]["line"] = line
    about = {"students": len(district.students), "seed": district.seed, "as_of": iso_day(TODAY)}
    with (desk.folder / "truth.json").open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(f'{{"about": {json.dumps(about)}')
        _list(stream, "faults", faults)
        _list(stream, "may_find", perhaps)
        _list(stream, "must_not_find", _entries(plan.must_not_find))
        _list(stream, "not_planted", [{"check": check, "why": why} for check, why in plan.not_planted])
        _list(stream, "never_same", never_same(district))
        _list(stream, "same_in_sis", plan.same_in_sis)
        _list(stream, "outages", outages.planted(district))
        stream.write(',\n"pairs": {"about": "SIS sourcedId and the other file\'s own key of one person"')
        for path, pairs in _pairs(district, applicants, plan):
            _list(stream, path, pairs)
        stream.write("\n}}\n")
    desk.stamp("truth.json")


def _list(stream: IO[str], name: str, entries: Iterable[object]) -> None:
    stream.write(f",\n{json.dumps(name)}: [")
    joint = "\n"
    for entry in entries:
        stream.write(joint + json.dumps(entry, ensure_ascii=False))
        joint = ",\n"
    stream.write("\n]")


def _entries(faults: Iterable[Fault]) -> Iterator[dict[str, object]]:
    for fault in faults:
        yield {name: value for name, value in asdict(fault).items() if name != "line"}


def never_same(district: District) -> Iterator[tuple[str, str, str]]:
    """Twins, and people of one full name with different birth dates: kind and the two sourcedIds."""
    people = district.students
    twins = np.flatnonzero(people.twins >= 0)
    yield from _neighbors(district, "twins", twins[np.argsort(people.twins[twins], kind="stable")], key=people.twins)
    _, size, group = ranks(people.given, people.family)
    homonyms = np.flatnonzero(size > 1)
    order = homonyms[np.lexsort((homonyms, group[homonyms], size[homonyms]))][:MOST_HOMONYMS]
    yield from _neighbors(district, "same name", order, key=group)


def _neighbors(district: District, kind: str, order: Array, *, key: Array) -> Iterator[tuple[str, str, str]]:
    ids = texts.student_ids(district, order)
    keys = key[order].tolist()
    for place in range(len(ids) - 1):
        if keys[place] == keys[place + 1]:
            yield kind, ids[place], ids[place + 1]


def _pairs(district: District, applicants: Applicants, plan: Plan) -> Iterator[tuple[str, Iterator[Pair]]]:
    yield enrollment_system.PATH, _application_pairs(district, applicants)
    yield state_upload.PATH, _state_pairs(district)
    yield google.USERS_PATH, _account_pairs(district, plan)


def _application_pairs(district: District, applicants: Applicants) -> Iterator[Pair]:
    rows = np.flatnonzero(applicants.student >= 0)
    for part in chunks(len(rows)):
        ids = texts.student_ids(district, applicants.student[rows[part]])
        yield from zip(ids, enrollment_system.application_ids(rows[part]), strict=True)


def _state_pairs(district: District) -> Iterator[Pair]:
    for part in chunks(len(district.students)):
        rows = np.arange(part.start, part.stop)
        yield from zip(texts.student_ids(district, rows), texts.local_ids(district, rows), strict=True)


def _account_pairs(district: District, plan: Plan) -> Iterator[Pair]:
    for part in chunks(len(district.students)):
        rows = np.array([row for row in range(part.start, part.stop) if row not in plan.accounts_dark], dtype=int)
        yield from zip(texts.student_ids(district, rows), texts.student_emails(district, rows), strict=True)
