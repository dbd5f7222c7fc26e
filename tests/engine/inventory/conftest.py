"""A record of a few invented rows, written by hand, with the tables that counting needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cupola.engine.backends.duck import connect
from cupola.engine.inventory.accounts import Accounts, find_accounts
from cupola.engine.inventory.accounts import Limits as AccountLimits
from cupola.engine.inventory.devices import Device, find_devices
from cupola.engine.inventory.holders import Holder, find_holders
from cupola.engine.inventory.joining import join_devices
from cupola.engine.inventory.opened import RECORD, Opened
from cupola.engine.inventory.people import lay_out_people
from cupola.engine.inventory.states import Limits
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.tables import BY_NAME

DAY = date(2026, 11, 2)
FILES = {"google": 0, "snipe": 1, "directory": 2, "sis": 3, "hr": 4, "intune": 5}
KINDS = {0: "managed", 1: "register", 2: "directory", 3: "other", 4: "other", 5: "managed"}
OWN = {
    "apart": "key VARCHAR",
    "crosswalk": "entity VARCHAR, key VARCHAR, linked VARCHAR",
    "register_more": "device_id VARCHAR, fund VARCHAR, due_on DATE, room VARCHAR",
    "second_steps": "account_id VARCHAR, is_on BOOLEAN",
    "entra_files": "file INTEGER",
    "sis_logins": "person_id VARCHAR, email VARCHAR, username VARCHAR, status VARCHAR",
    "file_kinds": "file INTEGER, kind VARCHAR",
    "systems": "system VARCHAR, name VARCHAR, is_roster BOOLEAN",
}


class Book:
    """Rows are added by table; `devices()`, `holders()` and `accounts()` read them as the program does."""

    def __init__(self) -> None:
        self.connection = connect()
        for table in RECORD:
            columns = ", ".join(f'"{column.name}" {column.sql_type}' for column in BY_NAME[table].columns)
            self.connection.execute(f"CREATE TABLE {table} ({columns})")
        for table, columns in OWN.items():
            self.connection.execute(f"CREATE TABLE {table} ({columns})")
        for file, kind in KINDS.items():
            self.add("file_kinds", file=file, kind=kind)
        for system in FILES:
            self.add("systems", system=system, name=system, is_roster=system in ("sis", "hr"))
        for school in ("north", "south"):
            self.add("orgs", org_id=f"sis:{school}", name=f"{school.title()} School", org_type="school")

    def add(self, table: str, **cells: Any) -> None:
        columns = ", ".join(f'"{name}"' for name in cells)
        self.connection.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(cells))})", list(cells.values())
        )

    def student(self, number: int, school: str = "north", *, left: date | None = None, grade: str = "05") -> None:
        self._person(number, "student", f"sis:{school}", left=left, grade=grade)

    def teacher(self, number: int, school: str = "north", *, left: date | None = None) -> None:
        self._person(number, "teacher", f"sis:{school}", left=left, grade=None)

    def _person(self, number: int, role: str, school: str, *, left: date | None, grade: str | None) -> None:
        key = f"sis:{number}"
        is_student = role == "student"
        self.add("persons", person_id=key, local_id=str(number), is_student=is_student, is_staff=not is_student,
                 is_enabled=True, org_id=school)  # fmt: skip
        self.add("person_org_roles", person_id=key, org_id=school, role=role, grade=grade,
                 begin_date=date(2026, 8, 10), end_date=left)  # fmt: skip
        self.add("sis_logins", person_id=key, email=f"p{number}@harbor.example", status="active")

    def asset(self, tag: str, serial: str | None = None, **more: Any) -> None:
        """A row of the register; `to` is the number of who holds it, `at` the place it is checked out to."""
        self._row("snipe", tag, {"asset_tag": tag, "serial_number": serial} | more, "checked_out")

    def managed(self, key: str, serial: str | None = None, *, seen: date | None = DAY, **more: Any) -> None:
        """A row of device management, last heard of on a day."""
        self._row("google", key, {"serial_number": serial} | more, "annotated")
        if seen:
            at = f"{seen} 09:00:00"
            self.add("device_observations", device_id=f"google:{key}", seen_at=at, file=FILES["google"])

    def _row(self, system: str, key: str, said: dict[str, Any], kind: str) -> None:
        to, at = said.pop("to", None), said.pop("at", None)
        usual = {"device_type": "chromebook", "model": "Slate 11", "lifecycle": "in_service"}
        device = f"{system}:{key}"
        self.add("devices", device_id=device, file=FILES[system], **(usual | said))
        if to or at:
            email = f"p{to}@harbor.example" if isinstance(to, int) else to
            self.add("device_assignments", device_id=device, email=email, location=at, kind=kind, file=FILES[system])

    def account(self, number: int, unit: str = "/Students/North School", **more: Any) -> None:
        """An enabled account of the directory that signed in today."""
        usual = {"enabled": True, "is_administrator": False, "last_sign_in_at": "2026-11-02 08:00:00"}
        address = f"p{number}@harbor.example"
        self.add("accounts", account_id=f"directory:{number}", email=address, username=address, org_unit=unit,
                 file=FILES["directory"], **(usual | more))  # fmt: skip

    def opened(self) -> Opened:
        manifest = Manifest("20261102T000000000-00000000", None, datetime(2026, 11, 2, tzinfo=UTC), DAY, "0", (), {})
        return Opened(self.connection, manifest, is_linked=False)

    def devices(self, prices: Mapping[str, int] | None = None, *, silent_after: int = 60) -> dict[str, Device]:
        """Key -> device."""
        record = self.opened()
        lay_out_people(record)
        join_devices(record)
        return {each.key: each for each in find_devices(record, Limits(DAY, silent_after), prices or {})}

    def devices_again(self, *, silent_after: int = 60) -> dict[str, Device]:
        """The same once more, with the tables that the first reading laid out taken away."""
        self.forget()
        return self.devices(silent_after=silent_after)

    def forget(self) -> None:
        made = ("said", "grouped", "mistyped", "physical", "placed", "held", "people", "person_keys", "ways")
        for table in (*made, "student_schools", "account_people", "addresses", "place_names"):
            self.connection.execute(f"DROP TABLE IF EXISTS {table}")
        self.connection.execute("DROP MACRO IF EXISTS folded")

    def holders(self) -> tuple[Holder, ...]:
        devices = self.devices()
        return find_holders(self.opened(), devices.values())

    def accounts(self, *, silent_after: int = 90) -> Accounts:
        record = self.opened()
        lay_out_people(record)
        return find_accounts(record, AccountLimits(DAY, silent_after))


@pytest.fixture
def book() -> Iterator[Book]:
    made = Book()
    yield made
    made.connection.close()
