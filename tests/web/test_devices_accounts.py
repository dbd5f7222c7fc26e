"""The pages of accounts: findings with their counts, a dry run, and a file that only some may take, for a reason."""

from __future__ import annotations

import pytest

from cupola.modules.devices import taking
from cupola.modules.devices.models import AccountRow, Inventory
from cupola.workspace import people
from cupola.workspace.models import AuditEntry, User
from cupola.workspace.people import Wanted
from tests.web.again import write_again

REASON = "disabling accounts of leavers this week"


@pytest.fixture
def inventory(cast):
    write_again("inventory", taking.take)
    return Inventory.newest()


def person(name: str, role: str) -> User:
    user = User.objects.create_user(f"{name.lower()}@harbor.example", name, "a calm harbor morning")
    people.give_role(user, Wanted(role), by=None)
    return user


def test_the_page_says_what_to_deliver_before_there_is_a_directory(cast, as_) -> None:
    assert "No directory was delivered yet" in as_(cast.ada).get("/accounts/").content.decode()


def test_each_finding_is_counted_and_listed_without_names_or_addresses(cast, as_, inventory) -> None:
    shown = as_(cast.ben).get("/accounts/").context["page"]
    assert shown.counts["leaver"] > 0
    for kind in shown.counts:
        answer = as_(cast.ben).get(f"/accounts/?state={kind}")
        assert answer.context["page"].page.paginator.count == shown.counts[kind]
        assert "harbor.example" not in answer.content.decode().replace("ben@harbor.example", "")


def test_the_dry_run_lists_each_change(cast, as_, inventory) -> None:
    page = as_(cast.ben).get("/accounts/changes/?kind=leaver").context["page"]
    assert page.disabled == AccountRow.objects.filter(state="leaver").count()
    assert page.moved == 0
    assert not page.may_take


def test_a_technician_may_see_the_changes_but_not_take_the_addresses(cast, as_, inventory) -> None:
    answer = as_(cast.ben).post("/accounts/changes/", {"kind": "leaver", "form": "gam", "reason": REASON})
    assert answer.status_code == 403


def test_the_file_needs_a_reason_and_leaves_a_line_in_the_audit_trail(cast, as_, inventory) -> None:
    steward = as_(person("Stu", "data_steward"))
    refused = steward.post("/accounts/changes/", {"kind": "leaver", "form": "gam", "reason": "x"})
    assert (refused.status_code, "taking it needs a reason" in refused.content.decode()) == (422, True)
    assert not AuditEntry.objects.filter(act="account changes taken").exists()
    answer = steward.post("/accounts/changes/", {"kind": "leaver", "form": "gam", "reason": REASON})
    lines = answer.content.decode().splitlines()
    assert lines[0] == "primaryEmail,suspended,orgUnitPath"
    assert len(lines) == AccountRow.objects.filter(state="leaver").count() + 1
    assert all("@" in line and ",true,/" in line for line in lines[1:])
    entry = AuditEntry.objects.get(act="account changes taken")
    assert entry.reason == REASON
    assert "@" not in str(entry.details)


def test_the_file_for_graph_only_disables(cast, as_, inventory) -> None:
    answer = as_(cast.ada).post("/accounts/changes/", {"kind": ["leaver", "unit"], "form": "graph", "reason": REASON})
    lines = answer.content.decode().splitlines()
    assert lines[0] == "userPrincipalName,accountEnabled"
    assert all(line.endswith(",false") for line in lines[1:])


def test_each_file_holds_the_accounts_of_its_own_directory(cast, as_, inventory) -> None:
    leavers = AccountRow.objects.filter(state="leaver").order_by("pk")
    of_entra = list(leavers.values_list("pk", flat=True)[:1])
    n = leavers.count()
    AccountRow.objects.filter(pk__in=of_entra).update(is_entra=True)
    AccountRow.objects.filter(state="unit").update(is_entra=True)
    said = {"kind": ["leaver", "unit"], "reason": REASON}
    lines = {
        form: as_(cast.ada).post("/accounts/changes/", said | {"form": form}).content.decode().splitlines()[1:]
        for form in ("gam", "graph")
    }
    assert (len(lines["gam"]), len(lines["graph"])) == (n - 1, 1)
    first, second = ({line.split(",")[0] for line in lines[form]} for form in lines)
    assert not first & second
    assert as_(cast.ada).get("/accounts/changes/?kind=unit").context["page"].moved == 0


def test_readers_without_the_permission_are_refused(cast, as_, inventory) -> None:
    for who in (cast.cleo, cast.rosa, cast.dov, person("Cab", "cabinet_member")):
        for page in ("/accounts/", "/accounts/changes/"):
            assert as_(who).get(page).status_code == 403, (who, page)
        assert as_(who).post("/accounts/changes/", {"reason": REASON}).status_code == 403


def test_rows_hold_no_address_and_no_name(cast, inventory) -> None:
    for row in AccountRow.objects.values():
        assert "@" not in " ".join(str(value) for value in row.values())
