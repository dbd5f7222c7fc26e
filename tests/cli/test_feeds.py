"""`cupola feeds`: how fresh the exports are, and how long events take to arrive."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Cupola

ORGS = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\ns1,,,North School,school,100,\n"
USERS = (
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,"
    "email,sms,phone,agentSourcedIds,grades,password\n"
)
ROLES = (
    "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,"
    "userProfileSourcedId\n"
)
PEOPLE = {"u1": ("Elena", "Reyes"), "u2": ("Marcus", "Okafor"), "u3": ("Nico", "Lund")}


def delivery(folder: Path, *roles: str) -> Path:
    """The rosters of a school whose students have these roles."""
    folder.mkdir()
    ids = [role.split(",")[3] for role in roles]
    users = [f"{key},,,true,{key},,{PEOPLE[key][0]},{PEOPLE[key][1]},,,,,,,04,\n" for key in ids]
    (folder / "orgs.csv").write_text(ORGS)
    (folder / "users.csv").write_text(USERS + "".join(users))
    (folder / "roles.csv").write_text(ROLES + "".join(roles))
    return folder


def role(person: str, begin: str, end: str = "") -> str:
    return f"r-{person},,,{person},primary,student,{begin},{end},s1,\n"


def test_days_from_entry_and_exit_to_the_export_that_shows_them(cupola: Cupola, tmp_path: Path) -> None:
    first = delivery(tmp_path / "a", role("u1", "2026-08-12"), role("u2", "2026-08-12"))
    second = delivery(
        tmp_path / "b", role("u1", "2026-08-12"), role("u2", "2026-08-12", "2026-09-21"), role("u3", "2026-09-25")
    )
    assert cupola("load", first, "--as-of", "2026-09-01").code == 0
    assert cupola("load", second, "--as-of", "2026-10-01").code == 0
    told = cupola("feeds", "--json", "--as-of", "2026-10-02").json
    lags = {lag["event"]: lag for lag in told["lags"]}
    assert told["snapshots"] == 2
    assert lags["entry"]["median_days"] == 6
    assert lags["exit"]["median_days"] == 10
    assert lags["exit"]["school"] == "North School"
    assert lags["exit"]["events"] == 1
    out = cupola("feeds", "--as-of", "2026-10-02").out
    assert "North School" in out
    assert "Reyes" not in out


def test_a_feed_that_stopped_is_called_dark(cupola: Cupola, clean: Path) -> None:
    assert cupola("load", clean / "last-month").code == 0
    assert cupola("load", clean / "this-month", "--accept-mapping").code == 0
    soon = cupola("feeds", "--json", "--as-of", "2026-11-02").json
    late = cupola("feeds", "--json", "--as-of", "2027-02-20").json
    assert [feed["system"] for feed in soon["feeds"] if feed["dark"]] == []
    dark = [feed["system"] for feed in late["feeds"] if feed["dark"]]
    assert len(dark) == 1
    assert next(feed["age_days"] for feed in late["feeds"] if feed["dark"]) > 100
    assert "HAS GONE DARK" in cupola("feeds", "--as-of", "2027-02-20").out


def test_nothing_loaded_yet_and_a_single_load_are_said(cupola: Cupola, clean: Path) -> None:
    assert "Nothing was loaded yet" in cupola("feeds").out
    assert cupola("load", clean / "last-month").code == 0
    assert "from the second load on" in cupola("feeds", "--as-of", "2026-10-01").out
