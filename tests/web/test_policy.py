"""Every verb and every role: the whole table, so that no change of it goes unseen."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from cupola.workspace.models import Finding, Grant, School, User
from cupola.workspace.policy import ROLES, VERBS, can, everywhere, visible

# Role -> what it may do, in the order of VERBS. A role that is not here may nothing.
TABLE = """
                      administrator technology_leader cabinet_member data_steward technician school_leader registrar teacher board_reader
see the record        x             x                 x              x            x          -             -         -       -
see deliveries        x             x                 -              x            x          -             -         -       -
bring deliveries      x             x                 -              x            x          -             -         -       -
apply deliveries      x             x                 -              x            -          -             -         -       -
see findings          x             x                 x              x            x          x             x         x       -
decide findings       x             x                 -              x            x          x             x         -       -
switch checks         x             x                 -              x            -          -             -         -       -
see schools           x             x                 x              x            x          x             x         -       -
see figures           x             x                 x              x            x          x             x         -       x
see achievement       x             x                 -              x            -          x             -         x       -
see names             x             x                 -              x            x          x             x         x       -
see any names         x             x                 -              x            -          -             -         -       -
see people            x             x                 -              -            -          -             -         -       -
manage people         x             x                 -              -            -          -             -         -       -
see devices           x             x                 x              x            x          x             -         -       -
see accounts          x             x                 -              x            x          -             -         -       -
keep rehearsals       x             x                 -              -            x          -             -         -       -
review links          x             x                 -              x            -          -             x         -       -
take notes            x             x                 x              x            x          x             -         -       -
see voice             x             x                 x              x            x          x             -         -       -
keep voice            x             x                 -              -            -          -             -         -       -
see plan              x             x                 x              x            x          x             -         -       -
keep plan             x             x                 -              -            -          -             -         -       -
answer decisions      x             x                 x              -            -          -             -         -       -
read public pages     x             x                 x              x            x          x             x         x       x
keep own time         x             x                 -              -            -          -             -         -       -
see systems           x             x                 x              x            x          -             -         -       -
keep systems          x             x                 -              -            -          -             -         -       -
read briefs           x             x                 x              -            -          -             -         -       x
make briefs           x             x                 -              -            -          -             -         -       -
see audit             x             x                 -              -            -          -             -         -       -
configure             x             -                 -              -            -          -             -         -       -
"""  # noqa: E501


def table() -> dict[tuple[str, str], bool]:
    lines = [line for line in TABLE.splitlines() if line.strip()]
    roles = lines[0].split()
    cells = {}
    for line in lines[1:]:
        verb, marks = line[:22].strip(), line[22:].split()
        cells |= {(role, verb): mark == "x" for role, mark in zip(roles, marks, strict=True)}
    return cells


def test_the_table_names_every_role_and_every_verb() -> None:
    assert {role for role, _ in table()} == set(ROLES)
    assert {verb for _, verb in table()} == set(VERBS)


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_may_what_the_table_says_and_no_more(role: str) -> None:
    user = User.objects.create_user(f"{role}@harbor.example", role)
    Grant.objects.create(user=user, role=role, reach=ROLES[role].usual_reach)
    assert {verb: can(user, verb) for verb in VERBS} == {verb: table()[role, verb] for verb in VERBS}
    for verb in VERBS:
        assert everywhere(user, verb) == (table()[role, verb] and ROLES[role].usual_reach == "district")


@pytest.mark.django_db
def test_closed_accounts_and_strangers_may_nothing() -> None:
    user = User.objects.create_user("a@harbor.example", "A")
    Grant.objects.create(user=user, role="administrator")
    User.objects.filter(pk=user.pk).update(is_active=False)
    closed = User.objects.get(pk=user.pk)
    assert not any(can(who, verb) for who in (closed, AnonymousUser()) for verb in VERBS)


@pytest.mark.django_db
def test_a_verb_that_does_not_exist_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        can(User.objects.create_user("a@harbor.example", "A"), "fly")


@pytest.mark.django_db
def test_a_role_that_was_removed_from_the_house_allows_nothing() -> None:
    user = User.objects.create_user("a@harbor.example", "A")
    Grant.objects.create(user=user, role="emperor")
    assert not any(can(user, verb) for verb in VERBS)


@pytest.mark.django_db
@pytest.mark.parametrize("reach", ["district", "schools", "sections"])
def test_rows_are_seen_by_reach(reach: str) -> None:
    mine, other = (School.objects.create(key=f"sis:{name}", name=name, kind="school") for name in "ab")
    for number, school in enumerate((mine, other, None)):
        Finding.objects.create(
            fingerprint=str(number), check_id="X", severity=1, role="r", school=school, message="m",
            subject=f"sis:{number}", first_snapshot="s", first_seen="2026-08-01", last_snapshot="s",
            last_seen="2026-08-01",
        )  # fmt: skip
    user = User.objects.create_user("a@harbor.example", "A")
    grant = Grant.objects.create(user=user, role="registrar", reach=reach)
    if reach == "schools":
        grant.schools.add(mine)
    user.own_subjects.create(key="sis:1")
    seen = set(visible(Finding.objects.all(), user).values_list("fingerprint", flat=True))
    assert seen == {"district": {"0", "1", "2"}, "schools": {"0"}, "sections": {"1"}}[reach]
    assert {each.fingerprint for each in Finding.objects.all() if can(user, "see findings", each)} == seen
