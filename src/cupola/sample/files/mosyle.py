"""Mosyle's list of devices, as its API returns it: the Macs, which the district is moving over from Jamf."""

import uuid

import numpy as np

from cupola.sample.arrays import lookup
from cupola.sample.days import TODAY
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk, Form
from cupola.sample.population.devices import MAC, MODELS
from cupola.sample.population.district import STAFF_DOMAIN, District

PATH = "other-systems/lists/mosyle-devices.json"
SECONDS_A_DAY = 86_400
MORNING = 15 * 3_600
FORM = Form(
    opening='{"status":"OK","response":{"devices":[\n',
    record='{"deviceudid":"«udid»","serial_number":"«serial»","device_name":"«name»","device_model_name":"«model»",'
    '"os":"mac","osversion":"15.7","asset_tag":"«tag»","enrollment_type":"ADE","userid":"«user»",'
    '"usertype":"«kind»","location":"«school»","date_last_beat":"«seen»","is_supervised":"true"}',
    closing="\n]}}\n",
    joint=",\n",
)
SPACE = uuid.UUID(int=0x4D61_6373_2D6F_662D_4861_7262_6F72_2D31)


def device_udids(rows: list[int]) -> list[str]:
    """Apple's ids of Macs, as Mosyle shows them."""
    return [str(uuid.uuid5(SPACE, str(row))).upper() for row in rows]


def write_mosyle(district: District, desk: Desk) -> None:
    """Write the Macs in the order of devices; Apple's id is the key."""
    devices = district.devices
    rows = devices.run(MAC)
    places, holder = rows.tolist(), devices.staff[rows]
    seen = np.minimum(devices.seen[rows], TODAY - 1) * SECONDS_A_DAY + MORNING
    users = [f"{district.staff_logins[row]}@{STAFF_DOMAIN}" if row >= 0 else "" for row in holder.tolist()]
    tags = [devices.tag[row] for row in places]
    with desk.document(PATH, FORM) as document:
        document.write(
            [
                device_udids(places),
                [devices.serial[row] for row in places],
                [f"MAC-{tag}" for tag in tags],
                lookup([item.name for item in MODELS], devices.model[rows]),
                tags,
                users,
                ["Teacher" if user else "" for user in users],
                texts.school_names(district, devices.school[rows]),
                [str(moment) for moment in seen.tolist()],
            ]
        )
