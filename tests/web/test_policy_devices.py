"""Who may see devices and accounts and keep rehearsals: every role, so that no change of it goes unseen."""

from __future__ import annotations

import pytest

from cupola.modules.devices.models import DeviceRow
from cupola.workspace.models import Grant, School, User
from cupola.workspace.policy import ROLES, can, visible

MAY = {
    "see devices": {"administrator", "technology_leader", "cabinet_member", "data_steward", "technician",
                    "school_leader"},
    "see accounts": {"administrator", "technology_leader", "data_steward", "technician"},
    "keep rehearsals": {"administrator", "technology_leader", "technician"},
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_may_what_is_written_here_and_no_more(role: str) -> None:
    user = User.objects.create_user(f"{role}@harbor.example", role)
    Grant.objects.create(user=user, role=role, reach=ROLES[role].usual_reach)
    assert {verb: can(user, verb) for verb in MAY} == {verb: role in roles for verb, roles in MAY.items()}


@pytest.mark.django_db
def test_rows_of_a_school_are_seen_by_its_leader_and_rows_of_none_by_nobody_below_the_district() -> None:
    own, other = (School.objects.create(key=key, name=key, kind="school") for key in ("sis:a", "sis:b"))
    user = User.objects.create_user("pia@harbor.example", "Pia")
    grant = Grant.objects.create(user=user, role="school_leader", reach="schools")
    grant.schools.add(own)
    rows = [
        DeviceRow.objects.create(one=str(at), kind="laptop", state="in_use", reason="", school=school, snapshot="s")
        for at, school in enumerate((own, other, None))
    ]
    assert list(visible(DeviceRow.objects.all(), user, "see devices")) == rows[:1]
    assert [can(user, "see devices", row) for row in rows] == [True, False, False]
