"""The ledger of promises: kept, late, answered, and shown to everybody without names."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cupola.modules.voice import promises as service
from cupola.modules.voice.models import Promise, PromiseEvent, PromiseState
from cupola.modules.voice.queries.promises import kept_by_month, ledger
from cupola.workspace import people
from cupola.workspace.models import User
from cupola.workspace.people import Wanted


def a_promise(**more) -> Promise:
    today = timezone.localdate()
    usual = {"what": "Headsets for the testing room", "speaker": "teacher", "heard_on": today - timedelta(days=20)}
    return Promise.objects.create(**usual | more)


def promised(cast, days: int = 10, **more) -> Promise:
    today = timezone.localdate()
    return a_promise(
        state="promised",
        promised_on=today - timedelta(days=15),
        due_on=today + timedelta(days=days),
        owner=cast.ben,
        **more,
    )


def step_to(client, promise, state, **more):
    return client.post(f"/promises/{promise.pk}/", {"act": "step", "state": state, "seen": promise.version, **more})


def test_what_somebody_asks_for_is_written_down_and_promised_with_a_day(cast, as_) -> None:
    form = {"what": "A projector that works", "speaker": "teacher", "heard_on": "2026-10-01", "asker": "Zoe Lindqvist",
            "asker_email": "zoe@harbor.example", "owner": cast.ben.pk, "due_on": "2027-01-15"}  # fmt: skip
    answer = as_(cast.ada).post("/promises/new/", form)
    promise = Promise.objects.get()
    assert answer["Location"] == f"/promises/{promise.pk}/"
    assert (promise.state, promise.owner) == (PromiseState.PROMISED, cast.ben)
    assert promise.events.get().state == PromiseState.PROMISED


def test_a_promise_needs_a_day_and_somebody_and_a_no_needs_a_reason(cast, as_) -> None:
    promise = a_promise()
    ada = as_(cast.ada)
    assert step_to(ada, promise, "promised", due_on="2027-01-15").status_code == 422
    assert step_to(ada, promise, "not_done").status_code == 422
    assert Promise.objects.get().state == PromiseState.HEARD
    assert step_to(ada, promise, "not_done", text="The room is torn down in June.").status_code == 302
    assert Promise.objects.get().why_not == "The room is torn down in June."


def test_two_people_at_once_are_told(cast, as_) -> None:
    promise = promised(cast)
    seen = promise.version
    service.step(promise, service.Step(PromiseState.DONE), by=cast.ben)
    answer = as_(cast.ada).post(
        f"/promises/{promise.pk}/", {"act": "step", "state": "not_done", "text": "No money", "seen": seen}, follow=True
    )
    assert "was changed by somebody else" in answer.content.decode()
    assert Promise.objects.get().state == PromiseState.DONE


def test_the_one_who_asked_hears_back_by_mail_and_a_copy_is_kept(cast, as_) -> None:
    promise = promised(cast, asker="Zoe", asker_email="zoe@harbor.example")
    step_to(as_(cast.ben), promise, "done")
    page = as_(cast.ben).get(f"/promises/{promise.pk}/answer/").content.decode()
    assert "It is done. Does it work for you?" in page
    as_(cast.ben).post(f"/promises/{promise.pk}/answer/", {"text": "They are there since Monday.", "how": "mail"})
    assert [(each.to, each.body) for each in mail.outbox] == [(["zoe@harbor.example"], "They are there since Monday.")]
    event = PromiseEvent.objects.get(kind="mail")
    assert event.text == "They are there since Monday."
    assert Promise.objects.get().replied_on is not None


def test_without_an_address_the_answer_is_a_slip_to_print(cast, as_) -> None:
    promise = promised(cast)
    answer = as_(cast.ben).post(
        f"/promises/{promise.pk}/answer/", {"text": "They are there.", "how": "slip"}, follow=True
    )
    assert "They are there." in answer.content.decode()
    refused = as_(cast.ben).post(f"/promises/{promise.pk}/answer/", {"text": "They are there.", "how": "mail"})
    assert "has no e-mail address here" in refused.content.decode()


def test_who_answers_for_a_promise_is_reminded_on_the_first_page(cast, as_) -> None:
    promised(cast, days=-3)
    assert "Headsets for the testing room" in as_(cast.ben).get("/").content.decode()
    assert "Headsets for the testing room" not in as_(cast.rosa).get("/").content.decode()


def test_somebody_who_does_not_answer_for_it_cannot_move_it(cast, as_) -> None:
    promise = a_promise(owner=cast.ada)
    assert step_to(as_(cast.ben), promise, "done").status_code == 403
    assert as_(cast.cleo).get("/promises/").status_code == 403
    assert as_(cast.rosa).get(f"/promises/{promise.pk}/").status_code == 403


def test_a_principal_sees_the_promises_of_the_own_school_and_no_askers(cast, as_) -> None:
    pia = User.objects.create_user("pia@harbor.example", "Pia", "a calm harbor morning")
    people.give_role(pia, Wanted("school_leader", schools=(cast.schools[0],)), by=None)
    own = a_promise(school=cast.schools[0], asker="Zoe Lindqvist", what="Own school")
    other = a_promise(school=cast.schools[1], what="Another school")
    page = as_(pia).get("/promises/?view=all").content.decode()
    assert "Own school" in page
    assert "Another school" not in page
    assert "Lindqvist" not in as_(pia).get(f"/promises/{own.pk}/").content.decode()
    assert as_(pia).get(f"/promises/{other.pk}/").status_code == 404


def test_kept_is_counted_by_the_month_in_which_it_was_due() -> None:
    def due(on: date, done: date | None) -> Promise:
        return Promise(
            what="x", promised_on=date(2026, 1, 1), due_on=on, done_on=done, state="done" if done else "promised"
        )

    found = [
        due(date(2026, 9, 10), date(2026, 9, 1)),
        due(date(2026, 9, 20), date(2026, 10, 2)),
        due(date(2026, 9, 30), None),
        due(date(2026, 12, 1), None),
    ]
    months = {month.first: month for month in kept_by_month(found, date(2026, 10, 30))}
    september = months[date(2026, 9, 1)]
    assert (september.due, september.kept, september.late) == (3, 1, 1)
    assert months[date(2026, 8, 1)].share is None
    assert date(2026, 12, 1) not in months


def test_what_everybody_reads_has_no_names(cast, as_, client) -> None:
    assert client.get("/public/promises/").status_code == 404
    promise = promised(cast, asker="Zoe Lindqvist", school=cast.schools[0])
    promise.public_words = "Headsets for Mrs. Lindqvist's testing room"
    service.enter(promise, by=cast.ada)
    page = client.get("/public/promises/").content.decode()
    assert cast.schools[0].name in page
    assert "testing room" in page
    for name in ("Lindqvist", "Zoe", "Ben"):
        assert name not in page


def test_a_promise_is_tied_to_a_finding_and_to_a_ticket(cast, as_) -> None:
    promise = promised(cast)
    ada = as_(cast.ada)
    page = ada.get(f"/promises/{promise.pk}/").content.decode()
    assert 'value="finding DEM-001"' in page
    ada.post(f"/promises/{promise.pk}/", {"act": "link", "thing": "finding DEM-001", "kind": "ticket", "number": ""})
    ada.post(f"/promises/{promise.pk}/", {"act": "link", "thing": "", "kind": "ticket", "number": "4711"})
    page = ada.get(f"/promises/{promise.pk}/").content.decode()
    assert "/findings/checks/DEM-001/" in page
    assert "4711" in page


@pytest.mark.parametrize("view", ["open", "late", "mine", "unanswered", "done", "not_done", "all", "nonsense"])
def test_every_view_of_the_ledger_answers(cast, as_, view: str) -> None:
    promised(cast, days=-1)
    assert as_(cast.ada).get(f"/promises/?view={view}&q=head").status_code == 200
    assert ledger(cast.ada, view, "").in_all == 1


def test_a_name_that_is_no_longer_needed_is_forgotten(cast, as_) -> None:
    promise = promised(cast, asker="Zoe", asker_email="zoe@harbor.example")
    as_(cast.ada).post(f"/promises/{promise.pk}/forget/")
    assert (Promise.objects.get().asker, Promise.objects.get().asker_email) == ("", "")
