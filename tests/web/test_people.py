"""The pages of people: invite, change, close, bring a list; and nobody rises by himself."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cupola.workspace import people, staffing
from cupola.workspace.models import AuditEntry, Finding, Grant, User
from cupola.workspace.people import PeopleError, Wanted


def leader(name: str = "Lea") -> User:
    user = User.objects.create_user(f"{name.lower()}@harbor.example", name, "a calm harbor morning")
    people.give_role(user, Wanted("technology_leader"), by=None)
    return user


def test_the_list_shows_people_with_roles_and_reach(cast, as_) -> None:
    page = as_(cast.ada).get("/settings/people/").content.decode()
    assert "rosa@harbor.example" in page
    assert cast.schools[0].name in page
    found = as_(cast.ada).get("/settings/people/?q=ROSA&role=registrar").content.decode()
    assert "rosa@harbor.example" in found
    assert "cleo@harbor.example" not in found


def test_others_are_refused(cast, as_) -> None:
    for who in (cast.ben, cast.cleo, cast.rosa, cast.dov):
        client = as_(who)
        for page in ("people/", "people/invite/", "people/import/", "people/1/", "audit/", "audit/lines.csv"):
            assert client.get(f"/settings/{page}").status_code == 403, (who, page)


def test_settings_stand_in_the_header_of_those_who_may_see_them(cast, as_) -> None:
    assert b'href="/settings/people/"' in as_(cast.ada).get("/").content
    assert b"/settings/" not in as_(cast.rosa).get("/").content


def test_an_invitation_shows_its_link_once_and_the_link_opens_the_account(cast, as_, client: Client) -> None:
    answer = as_(cast.ada).post(
        "/settings/people/invite/",
        {
            "name": "Nia",
            "email": "Nia@Harbor.example",
            "role": "registrar",
            "reach": "",
            "schools": [cast.schools[1].pk],
        },
    )
    link = re.search(r'value="(http://testserver/invitation/[^"]+)"', answer.content.decode()).group(1)
    assert link not in as_(cast.ada).get("/settings/people/").content.decode()
    answer = client.post(link.removeprefix("http://testserver"), {"password": "nineteen green boats"})
    assert answer.status_code == 302
    nia = User.objects.get(email="nia@harbor.example")
    assert client.session["_auth_user_id"] == str(nia.pk)
    assert list(nia.grants.get().schools.all()) == [cast.schools[1]]
    assert Client().get(link.removeprefix("http://testserver")).status_code == 403


def test_an_invitation_is_mailed_where_a_mail_server_is_set(cast, as_, settings, mailoutbox) -> None:
    settings.OPTIONS = settings.OPTIONS.model_copy(update={"smtp_url": "smtp://localhost:2525"})
    as_(cast.ada).post("/settings/people/invite/", {"name": "Nia", "email": "nia@harbor.example", "role": "teacher"})
    assert mailoutbox[0].to == ["nia@harbor.example"]
    assert "/invitation/" in mailoutbox[0].body


def test_a_role_over_schools_must_name_one(cast, as_) -> None:
    answer = as_(cast.ada).post("/settings/people/invite/", {"name": "N", "email": "n@h.example", "role": "registrar"})
    assert answer.status_code == 200
    assert not User.objects.filter(email="n@h.example").exists()


def test_only_an_administrator_gives_administrator(cast, as_) -> None:
    lea = leader()
    as_(lea).post(f"/settings/people/{lea.pk}/", {"act": "give", "role": "administrator", "reach": "district"})
    assert not lea.grants.filter(role="administrator").exists()
    with pytest.raises(PeopleError, match="by an administrator only"):
        people.give_role(lea, Wanted("administrator"), by=lea)


def test_nobody_takes_over_an_administrator(cast, as_) -> None:
    grant = Grant.objects.get(user=cast.ada)
    people.give_role(cast.ben, Wanted("administrator"), by=cast.ada)
    lea = as_(leader())
    for act in ("link", "close", "take"):
        answer = lea.post(f"/settings/people/{cast.ada.pk}/", {"act": act, "grant": grant.pk}, follow=True)
        assert b"/invitation/" not in answer.content
        cast.ada.refresh_from_db()
        assert cast.ada.is_active
        assert Grant.objects.filter(pk=grant.pk).exists()


def test_the_last_administrator_stays(cast, as_) -> None:
    as_(cast.ada).post(f"/settings/people/{cast.ada.pk}/", {"act": "close"})
    assert User.objects.get(pk=cast.ada.pk).is_active


def test_what_a_leaver_had_to_fix_passes_to_the_role(cast, as_) -> None:
    finding = Finding.objects.filter(is_open=True).first()
    Finding.objects.filter(pk=finding.pk).update(owner=cast.rosa)
    hers = as_(cast.rosa)
    as_(cast.ada).post(f"/settings/people/{cast.rosa.pk}/", {"act": "close"})
    finding.refresh_from_db()
    assert finding.owner is None
    assert hers.get("/findings/").status_code == 302
    assert AuditEntry.objects.get(act="account closed").details == {"findings_passed": 1}


def test_roles_are_given_and_taken_on_a_persons_page(cast, as_) -> None:
    ada = as_(cast.ada)
    ada.post(f"/settings/people/{cast.dov.pk}/", {"act": "give", "role": "cabinet_member", "reach": ""})
    grant = cast.dov.grants.get()
    assert grant.role == "cabinet_member"
    assert b"cabinet member" in ada.get(f"/settings/people/{cast.dov.pk}/").content
    ada.post(f"/settings/people/{cast.dov.pk}/", {"act": "take", "grant": grant.pk})
    assert not cast.dov.grants.exists()


def sheet(school: str) -> bytes:
    return (
        "Name,E-mail,Role,Schools\r\n"
        f"Nia Example,nia@harbor.example,Registrar,{school}\r\n"
        f"Rosa,rosa@harbor.example,school leader,{school}\r\n"
        "Odd,not-an-address,teacher,\r\n"
        "Max,max@harbor.example,wizard,\r\n"
        "Una,una@harbor.example,registrar,Nowhere School\r\n"
    ).encode()


def test_a_spreadsheet_is_looked_at_and_then_made(cast, as_) -> None:
    ada = as_(cast.ada)
    upload = SimpleUploadedFile("people.csv", sheet(cast.schools[1].name))
    page = ada.post("/settings/people/import/", {"sheet": upload}).content.decode()
    assert not User.objects.filter(email="nia@harbor.example").exists()
    for word in ("e-mail address is none", "no role wizard", "no one school Nowhere School"):
        assert word in page
    signed = re.search(r'name="lines" value="([^"]+)"', page).group(1)
    done = ada.post("/settings/people/import/", {"lines": signed}).content.decode()
    assert done.count("/invitation/") == 1
    nia = User.objects.get(email="nia@harbor.example")
    assert nia.grants.get().role == "registrar"
    assert set(cast.rosa.grants.values_list("role", flat=True)) == {"registrar", "school_leader"}


def test_a_list_that_was_tampered_with_or_is_anothers_makes_nobody(cast, as_) -> None:
    upload = SimpleUploadedFile("people.csv", sheet(cast.schools[1].name))
    page = as_(cast.ada).post("/settings/people/import/", {"sheet": upload}).content.decode()
    signed = re.search(r'name="lines" value="([^"]+)"', page).group(1)
    as_(cast.ada).post("/settings/people/import/", {"lines": signed[:-2] + "xx"})
    as_(leader()).post("/settings/people/import/", {"lines": signed})
    assert not User.objects.filter(email="nia@harbor.example").exists()


def test_a_workbook_is_read_like_a_csv(cast) -> None:
    import xlsxwriter

    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        page = book.add_worksheet()
        for number, row in enumerate((("name", "e-mail", "role"), ("Nia", "nia@harbor.example", "data steward"))):
            page.write_row(number, 0, row)
    (line,) = staffing.read_sheet("people.xlsx", kept.getvalue())
    assert (line.email, line.role, line.wrong) == ("nia@harbor.example", "data_steward", "")


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"PK not a workbook"])
def test_what_is_no_list_is_said_so(db: None, content: bytes) -> None:
    with pytest.raises(PeopleError):
        staffing.read_sheet("people.csv", content)


def test_the_records_staff_are_proposed_with_their_schools(cast, as_) -> None:
    page = as_(cast.ada).post("/settings/people/directory/").content.decode()
    assert "school leader" in page
    assert "teacher" in page
    assert AuditEntry.objects.get(act="names seen").details["table"] == "staff"
    proposed = [line for line in staffing.from_record(cast.ada) if not line.wrong]
    assert {line.role for line in proposed} == {"teacher", "school_leader"}
    assert all(line.schools for line in proposed if line.role == "school_leader")
    user, _token = staffing.make(proposed[:1], by=cast.ada)[0]
    assert user.person_key == proposed[0].person_key
    assert proposed[0].email not in {line.email for line in staffing.from_record(cast.ada)}


def test_who_is_this_is_asked_by_a_form(cast, as_) -> None:
    subject = Finding.objects.filter(is_open=True, check_id__startswith="IDN", school=cast.schools[0]).first().subject
    rosa = as_(cast.rosa)
    assert rosa.get("/settings/who/").status_code == 405
    whole = rosa.post("/settings/who/", {"subject": subject, "back": "/findings/"})
    assert b"Born" in whole.content or b"Number" in whole.content
    part = rosa.post("/settings/who/", {"subject": subject}, headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert as_(cast.cleo).post("/settings/who/", {"subject": subject}).status_code == 403
    assert b"need" in as_(cast.ada).post("/settings/who/", {"subject": "sis:nobody"}).content
