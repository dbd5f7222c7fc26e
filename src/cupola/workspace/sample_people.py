"""The colleagues of the sample district: accounts that nobody can sign in to, made by whichever room comes first."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from cupola.workspace.models import District, Grant, School, User
from cupola.workspace.people import Wanted, give_role

DOMAIN = "@people.harbor.example"
LEADER = "leader"


@dataclass(frozen=True, slots=True)
class Ground:
    """What rooms bring life to: the schools by name, the colleagues by key, and the leader whose notes they are."""

    schools: dict[str, School]
    people: dict[str, User]

    @property
    def leader(self) -> User:
        """The first active administrator."""
        return self.people[LEADER]

    def school(self, name: str) -> School | None:
        """A school by its name; none for an empty one, or one that is gone."""
        return self.schools.get(name)

    def person(self, key: str) -> User | None:
        """Somebody by key; none for an empty one."""
        return self.people.get(key)


@transaction.atomic
def ground(folder: Path) -> Ground | None:
    """What there is to bring life to, colleagues made where they are not there yet; None without an administrator."""
    grant = Grant.objects.filter(role="administrator", user__is_active=True).order_by("pk").first()
    if grant is None:
        return None
    schools = {school.name: school for school in School.objects.filter(kind="school").order_by("-key")}
    people = {LEADER: grant.user}
    for told in read(folder, "people"):
        user = User.objects.filter(email=told["email"]).first()
        if user is None:
            user = User.objects.create_user(told["email"], told["name"])
            reached = tuple(schools[name] for name in told["schools"] if name in schools)
            give_role(user, Wanted(told["role"], schools=reached), by=None)
        people[told["key"]] = user
    return Ground(schools, people)


def forget() -> None:
    """Take the colleagues' accounts away; done twice it changes nothing."""
    User.objects.filter(email__endswith=DOMAIN).delete()


def read(folder: Path, name: str) -> Any:
    """One page of the sample's life."""
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


def day(text: str) -> date | None:
    """A day as the pages write it; none for an empty text."""
    return date.fromisoformat(text) if text else None


def moment(text: str) -> datetime:
    """A moment, or the noon of a day, on the district's clock."""
    told = datetime.fromisoformat(text if "T" in text else f"{text}T12:00")
    return told.replace(tzinfo=ZoneInfo(District.here().time_zone))


def chosen(row: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Some values of a row, under their own names."""
    return {name: row[name] for name in names}
