"""Damage to positions, to Apple devices and to the assets of the help desk."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.mutator.clean_desks import JAMF, POSITIONS, TABLETS, TICKETS, listed, tablets, with_mac, with_tablet
from tests.mutator.clean_people import Worker, workers
from tests.mutator.expectations import DESKS, ROSTER, Draw, Make, Must, Mutations, expects
from tests.mutator.sheets import Files, sheet
from tests.mutator.slips import Made, Row, told

HELP = Mutations("desks", ROSTER, DESKS)
HELP_FILES = Mutations("files of desks", ROSTER, DESKS, look=("DEV", "STF"))
USERS = "sis/users.csv"
Chosen = Callable[[Worker], object]


def post(files: Files, worker: Worker) -> Row:
    return sheet(files, POSITIONS).one(**{"Employee ID": worker.local_id})


def employed(checks: str, called: str, *, who: Chosen = bool, **cells: str) -> Make:
    """A mutation by which the position of somebody says something else."""

    def make(draw: Draw, files: Files) -> Made:
        row = post(files, draw.worker(who))
        row |= {name.replace("_", " "): cell for name, cell in cells.items()}
        return files, told(checks, POSITIONS, row)

    make.__name__ = called
    return make


def no_teacher(worker: Worker) -> bool:
    return worker.role != "teacher"


for made in (
    employed("STF-002", "a_post_is_no_post", who=no_teacher, FTE="0"),
    employed("FRM-012", "a_share_of_a_post_in_words", who=lambda each: each in with_tablet(workers()), FTE="full"),
    employed("STF-003", "a_position_ends_early", who=no_teacher, Position_End_Date="2021-06-30"),
):
    HELP.one()(made)


@HELP.one()
def somebody_works_for_three(draw: Draw, files: Files) -> Made:
    row = post(files, draw.worker(no_teacher))
    more = [sheet(files, POSITIONS).add(row, **{"Position Number": f"POS-9{n}", "FTE": "0.8"}) for n in (1, 2)]
    return files, expects(Must("STF-001", POSITIONS, more[-1], subject=row["Employee ID"]))


@HELP.one()
def a_teacher_has_another_number_in_the_sis(draw: Draw, files: Files) -> Made:
    """Neither list knows the other's number."""
    worker = draw.worker(lambda each: each in with_mac(workers()))
    asset = mac_asset(files, worker)
    user = sheet(files, USERS).one(sourcedId=worker.key)
    user["identifier"] = "95555"
    musts = (
        Must("STF-004", POSITIONS, post(files, worker), subject=worker.local_id),
        Must("STF-005", USERS, user, subject=worker.key),
        Must("DEV-018", TICKETS, asset, subject=asset["AssetId"]),
    )
    return files, expects(*musts)


@HELP.one()
def the_position_of_a_teacher_is_deleted(draw: Draw, files: Files) -> Made:
    worker = draw.teacher()
    sheet(files, POSITIONS).rows.remove(post(files, worker))
    return files, expects(Must("STF-005", USERS, sheet(files, USERS).one(sourcedId=worker.key), subject=worker.key))


@HELP.one()
def a_principal_is_called_a_teacher(draw: Draw, files: Files) -> Made:
    worker = draw.worker(lambda each: each.role == "principal")
    row = post(files, worker)
    row["Position Title"] = "Classroom Teacher"
    return files, expects(Must("STF-006", POSITIONS, row, subject=worker.local_id))


def mac(files: Files, worker: Worker) -> Row:
    return sheet(files, JAMF).one(**{"JSS Computer ID": str(300 + worker.number)})


def mac_asset(files: Files, worker: Worker) -> Row:
    return sheet(files, TICKETS).one(SerialNumber=mac(files, worker)["Serial Number"])


def user_of_a_mac(draw: Draw) -> Worker:
    return draw.worker(lambda each: each in with_mac(workers()))


@HELP.one()
def a_mac_is_in_no_register(draw: Draw, files: Files) -> Made:
    worker = user_of_a_mac(draw)
    sheet(files, TICKETS).rows.remove(mac_asset(files, worker))
    row = mac(files, worker)
    return files, expects(Must("DEV-016", JAMF, row, subject=row["JSS Computer ID"]))


@HELP.one()
def a_mac_is_not_encrypted(draw: Draw, files: Files) -> Made:
    row = mac(files, user_of_a_mac(draw))
    row["FileVault 2 Status"] = "Not Encrypted"
    return files, expects(Must("DEV-017", JAMF, row, subject=row["JSS Computer ID"]))


@HELP.one()
def an_asset_is_lent_to_no_number(draw: Draw, files: Files) -> Made:
    row = mac_asset(files, user_of_a_mac(draw))
    row["OwnerSchoolIdNumber"] = "97777"
    return files, expects(Must("DEV-018", TICKETS, row, subject=row["AssetId"]))


@HELP.one()
def two_macs_have_one_tag(draw: Draw, files: Files) -> Made:
    rows = [mac(files, user_of_a_mac(draw)) for _ in (1, 2)]
    rows[0]["Asset Tag"] = rows[1]["Asset Tag"]
    return files, expects(*(Must("DEV-002", JAMF, row, subject=row["JSS Computer ID"]) for row in rows))


@HELP.one()
def an_asset_of_the_help_desk_is_listed_twice(draw: Draw, files: Files) -> Made:
    worker = draw.worker(lambda each: each in with_tablet(workers()))
    row = sheet(files, TICKETS).one(OwnerSchoolIdNumber=worker.local_id)
    again = sheet(files, TICKETS).add(row)
    draw.take(again)
    return files, expects(Must("FRM-013", TICKETS, again), also=("DEV-001", "DEV-002"))


@HELP_FILES.one(alone=True)
def a_tablet_has_the_serial_number_of_another(draw: Draw, files: Files) -> Made:
    """Two records of a management system may be one device enrolled again; that the other is lost shows."""
    devices = tablets()
    one, other = draw.rng.sample(devices, 2)
    lost = sheet(files, TICKETS).one(SerialNumber=one["serial_number"])
    one["serial_number"] = other["serial_number"]
    files[TABLETS] = listed(devices)
    return files, expects(Must("DEV-011", TICKETS, lost, subject=lost["AssetId"]))


@HELP_FILES.one(alone=True)
def a_tablet_has_no_id(draw: Draw, files: Files) -> Made:
    devices = tablets()
    draw.rng.choice(devices)["deviceudid"] = ""
    files[TABLETS] = listed(devices)
    return files, expects(Must("FRM-001", TABLETS))


@HELP_FILES.one(alone=True)
def the_answer_of_mosyle_breaks_off(draw: Draw, files: Files) -> Made:
    """The device that is cut is set aside; the register may say that nothing manages it."""
    content = files[TABLETS]
    assert isinstance(content, bytes)
    files[TABLETS] = content[: -draw.rng.randrange(5, 60)]
    return files, expects(Must("FIL-027", TABLETS), also=("DEV-011",))


@HELP_FILES.one(alone=True)
def mosyle_answers_with_an_error(draw: Draw, files: Files) -> Made:
    files[TABLETS] = json.dumps({"status": "ERROR", "response": {"devices": []}}).encode()
    return files, expects(Must("FIL-002", TABLETS))
