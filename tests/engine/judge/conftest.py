"""A small district on disk, and the tables as its own checks see them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from cupola.engine.backends.duck import connect
from cupola.engine.judge.own_guard import Guard
from cupola.engine.judge.own_tables import INSIDE, create_seen_tables
from cupola.engine.record.delivery import create_empty_views, open_delivery
from cupola.engine.record.sources_view import create_context

TOKEN = "Quillfeather"
FILES = {
    "orgs.csv": """\
sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
o1,,,Harbor Unified,district,100,
s1,,,Pier Elementary,school,101,o1
""",
    "users.csv": f"""\
sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,\
email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,\
preferredFamilyName,primaryOrgSourcedId,pronouns
u1,,,true,u1.{TOKEN},{{local:70001}},{TOKEN}ana,{TOKEN}one,{TOKEN}m,70001,ana.{TOKEN}@harbor.example,\
{TOKEN}555,,,03,,,{TOKEN}nick,,,s1,{TOKEN}p
u2,,,true,u2.{TOKEN},{{local:70002}},{TOKEN}ana,{TOKEN}two,,70002,{TOKEN}@elsewhere.example,,,,04,,,,,,s1,
u3,,,true,u3.{TOKEN},{{local:70003}},{TOKEN}cleo,{TOKEN}one,,70003,,,,,05,,,,,,s1,
""",
    "demographics.csv": """\
sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,\
nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,\
countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus
u1,,,2017-02-03,female,false,true,false,false,false,false,true,US,CA,Quillfeather City,
u2,,,2016-02-03,male,false,false,false,false,true,false,false,US,CA,Quillfeather City,
u3,,,2017-02-03,female,false,false,true,false,false,false,false,US,CA,Quillfeather City,
""",
    "roles.csv": """\
sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
r1,,,u1,primary,student,2026-08-10,,s1,
r2,,,u2,primary,student,2026-08-10,,s1,
r3,,,u3,primary,student,2026-08-10,,s1,
""",
}
HEAD = """\
/* ---
id: {id}
title: {title}
module: data
role: registrar
needs: [{needs}]
of: {of}
severity: warning
says: "{says}"
why: Because it matters here.
fix: Look it up.
not_a_problem_when: Never.
--- */
"""


@dataclass(frozen=True, slots=True)
class District:
    """Exports and a data folder; `write` puts an own check into it."""

    exports: Path
    data: Path

    def write(self, id: str, sql: str, *, needs: str = "oneroster_users", says: str = "Look at {subject}.") -> Path:
        head = HEAD.format(id=id, title=f"Own check {id}", needs=needs, of=needs.split(",")[0], says=says)
        return self.put(f"{id.lower()}.sql", head + sql)

    def put(self, name: str, text: str) -> Path:
        path = self.data / "checks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture(scope="session")
def exports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("harbor")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def district(exports, tmp_path):
    return District(exports, tmp_path / "data")


@pytest.fixture(scope="session")
def seen():
    """A connection that holds every table, all empty, and a guard over them."""
    connection = connect()
    connection.execute(f"CREATE SCHEMA {INSIDE}")
    connection.execute(f"USE memory.{INSIDE}")
    create_empty_views(connection, open_delivery(connection, parts=[], files=[], systems=[], as_of="2026-10-30"))
    connection.execute("USE memory.main")
    create_context(connection, systems=[], as_of="2026-10-30")
    guard = Guard(create_seen_tables(connection), parts_of_a_query=20_000)
    return connection, guard
