"""The crosswalk of linking is used where it lies, whatever its column is called; without a record there is nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.inventory.opened import crosswalk_of
from cupola.engine.inventory.taking import Options, take_inventory
from cupola.engine.journey import load
from cupola.engine.loading import LoadOptions
from cupola.engine.record.store import open_store

GOOGLE = """deviceId,serialNumber,status,lastSync,annotatedUser,annotatedAssetId,model,orgUnitPath,osVersion
g1,SER10001,ACTIVE,2026-10-30T09:00:00.000Z,,T1,Slate 11,/Devices/North,140
g2,QQQ77777,ACTIVE,2026-10-30T09:00:00.000Z,,,Slate 11,/Devices/North,140
"""
SNIPE = """Asset Tag,Serial,Category,Model,Status,Location,Purchase Cost,Funding Source,Expected Checkin Date
T1,SER10001,Chromebooks,Slate 11,Deployed,North,250.00,ESSER III,2026-10-01
T2,SER10002,Chromebooks,Slate 11,Deployed,North,,,
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "google-devices.csv").write_text(GOOGLE)
    (exports / "snipe-it-assets.csv").write_text(SNIPE)
    load([exports], LoadOptions(tmp_path / "data", accept_mapping=True, accept_unusual=True))
    return tmp_path / "data"


def test_no_record_has_no_inventory(tmp_path):
    assert take_inventory(tmp_path / "data", Options()) is None


def test_real_exports_are_joined_and_the_registers_own_columns_are_read(data):
    found = take_inventory(data, Options())
    assert found is not None
    devices = {device.tag: device for device in found.devices}
    assert len(found.devices) == 3
    assert (devices["T1"].fund, devices["T1"].cents, str(devices["T1"].due_on)) == ("ESSER III", 25000, "2026-10-01")
    assert (devices["T2"].fund, devices["T2"].cents, devices["T2"].state) == ("", None, "unseen")
    assert not found.is_linked


@pytest.mark.parametrize("column", ["linked", "linked_id"])
def test_the_crosswalk_joins_what_the_own_rule_cannot(data, column):
    snapshot = open_store(data).current()
    assert snapshot is not None
    path = crosswalk_of(data, snapshot.id)
    path.parent.mkdir()
    keys = "('device', 'snipe-it:T2', 'snipe-it:T2'), ('device', 'google-devices:g2', 'snipe-it:T2')"
    connect().execute(f"COPY (SELECT * FROM (VALUES {keys}) t(entity, key, {column})) TO {quoted(str(path))}")
    found = take_inventory(data, Options())
    assert found is not None
    assert (len(found.devices), found.is_linked) == (2, True)
