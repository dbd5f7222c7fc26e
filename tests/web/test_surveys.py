"""Surveys: made, opened, and answered in two languages, once for each code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from cupola.modules.voice.models import Code, Comment, Door, Item, ItemKind, Response, Survey
from cupola.modules.voice.surveys import building, codes, guard, opening
from cupola.modules.voice.surveys.scales import READY_MADE
from cupola.workspace.models import User
from tests.web.conftest import Cast
from tests.web.surveying import TODAY, begun, closed, opened

As = Callable[[User], Client]


def test_the_list_says_what_to_do_first(cast: Cast, as_: As) -> None:
    page = as_(cast.ada).get("/voice/surveys/")
    assert page.status_code == 200
    assert "No survey yet" in page.content.decode()


@pytest.mark.parametrize("ready", sorted(READY_MADE))
def test_a_survey_is_begun_with_ready_made_questions(ready: str, cast: Cast, as_: As) -> None:
    client = as_(cast.ada)
    told = client.post("/voice/surveys/new/", {"ready": ready, "audience": "staff", "title": ""}, follow=True)
    assert told.status_code == 200
    survey = Survey.objects.get()
    assert survey.items.count() == len(READY_MADE[ready].items)
    assert all(item.text and item.text_es for item in survey.items.all())
    page = told.content.decode()
    assert READY_MADE[ready].source in page.replace("&#x27;", "'")
    preview = client.get(f"/voice/surveys/{survey.pk}/preview/").content.decode()
    assert survey.items.all()[0].text in preview.replace("&#x27;", "'")
    assert survey.items.all()[0].text_es in preview


def test_questions_are_added_changed_moved_and_removed(cast: Cast, as_: As) -> None:
    client, survey = as_(cast.ada), begun(cast, "", title="Own", opens_on=None)
    base = f"/voice/surveys/{survey.pk}/"
    wanted = {
        "text": "Which one?",
        "text_es": "¿Cuál?",
        "kind": "choice",
        "scale_to": "5",
        "listed": "Docs | Documentos",
    }
    assert client.post(f"{base}questions/new/", wanted).status_code == 422
    wanted["listed"] = "Docs | Documentos\nSheets | Hojas"
    assert client.post(f"{base}questions/new/", wanted).status_code == 302
    one = survey.items.get()
    assert one.choices[1] == {"value": "Sheets", "en": "Sheets", "es": "Hojas"}
    client.post(f"{base}questions/new/", {**wanted, "text": "How many?", "kind": "number"})
    two = survey.items.get(text="How many?")
    client.post(f"{base}questions/{one.pk}/", {**wanted, "listed": "Docs | Textos\nSheets", "seen": one.version})
    one.refresh_from_db()
    assert one.choices[0]["es"] == "Textos"
    client.post(base, {"act": "up", "item": two.pk})
    assert list(survey.items.values_list("pk", flat=True)) == [two.pk, one.pk]
    client.post(base, {"act": "remove", "item": two.pk})
    assert survey.items.get() == one
    assert client.get(base).status_code == 200


def test_a_survey_in_use_is_copied_and_not_changed(cast: Cast, as_: As) -> None:
    client, survey = as_(cast.ada), opened(cast)
    item = survey.items.all()[0]
    base = f"/voice/surveys/{survey.pk}/"
    client.post(f"{base}questions/{item.pk}/", {"text": "Other", "kind": "scale", "scale_to": "5"})
    client.post(base, {"act": "remove", "item": item.pk})
    assert survey.items.all()[0].text == item.text
    client.post(base, {"act": "copy"})
    new = Survey.objects.exclude(pk=survey.pk).get()
    survey.refresh_from_db()
    assert new.wave == survey.wave != ""
    assert new.state == "draft"
    assert new.items.count() == survey.items.count()
    assert new.opens_on is None


def test_doors_invitations_and_settings(cast: Cast, as_: As) -> None:
    client, survey = as_(cast.ada), begun(cast)
    base = f"/voice/surveys/{survey.pk}/"
    client.post(f"{base}doors/", {"act": "schools"})
    assert survey.doors.count() == len(opening.schools_for(survey))
    door = survey.doors.all()[0]
    client.post(f"{base}doors/", {"act": "invited", f"invited-{door.pk}": "1,200"})
    door.refresh_from_db()
    assert door.invited == 1200
    page = client.get(f"{base}doors/").content.decode()
    assert f"/s/{door.token}/" in page
    assert "<svg" in page
    assert "style=" not in page
    client.post(f"{base}edit/", {"title": "Renamed", "opens_on": "2026-09-01", "seen": survey.version})
    survey.refresh_from_db()
    assert survey.title == "Renamed"
    client.post(f"{base}doors/", {"act": f"remove {door.pk}"})
    assert not survey.doors.filter(pk=door.pk).exists()


def test_an_answer_in_spanish_is_kept_with_its_language_and_day_alone(cast: Cast) -> None:
    survey = opened(cast)
    door = survey.doors.all()[0]
    phone = Client()
    page = phone.get(f"/s/{door.token}/?lang=es")
    text = page.content.decode()
    assert '<html lang="es">' in text
    assert "noindex" in text
    assert survey.items.all()[0].text_es in text
    assert "Enviar mis respuestas" in text
    assert "Send my answers" not in text
    assert set(page.cookies) <= {"csrftoken"}
    told = phone.post(f"/s/{door.token}/?lang=es", {"works": "4", "comment": "Falta red", "speaker": "leader"})
    assert told.status_code == 302
    assert "Gracias" in phone.get(told.headers["Location"]).content.decode()
    kept = Response.objects.get()
    assert (kept.language, kept.answers, kept.school) == ("es", {"works": 4}, door.school)
    assert kept.answered_on == TODAY
    assert kept.speaker == "teacher"
    assert Comment.objects.get().words == "Falta red"


def test_only_staff_are_asked_for_their_role(cast: Cast) -> None:
    staff = opened(cast, "umux-lite")
    door = staff.doors.all()[0]
    assert 'name="speaker"' in Client().get(f"/s/{door.token}/").content.decode()
    Client().post(f"/s/{door.token}/", {"meets": "7", "easy": "6", "speaker": "office"})
    assert Response.objects.get().speaker == "office"
    parents = opened(cast, "parents").doors.all()[0]
    assert 'name="speaker"' not in Client().get(f"/s/{parents.token}/").content.decode()


def test_an_empty_or_wrong_answer_is_told_and_not_kept(cast: Cast) -> None:
    survey = begun(cast, "", title="Own")
    building.keep_item(Item(survey=survey, kind=ItemKind.NUMBER, text="How many?"), by=cast.ada)
    opening.make_doors(survey, for_schools=False, by=cast.ada)
    opening.open_up(survey, by=cast.ada)
    address = f"/s/{survey.doors.get().token}/"
    assert Client().post(address, {}).status_code == 422
    told = Client().post(f"{address}?lang=es", {"q1": "many"})
    assert told.status_code == 422
    assert "solo con cifras" in told.content.decode()
    assert not Response.objects.exists()
    assert Client().post(address, {"q1": "1,200"}).status_code == 302
    assert Response.objects.get().answers == {"q1": 1200}


def test_doors_tell_what_is_not_open(cast: Cast) -> None:
    survey = begun(cast)
    opening.make_doors(survey, for_schools=True, by=cast.ada)
    address = f"/s/{survey.doors.all()[0].token}/"
    assert Client().get(address).status_code == 404
    assert Client().get("/s/guessed/?lang=es").status_code == 404
    survey.opens_on = TODAY + timedelta(days=2)
    opening.open_up(survey, by=cast.ada)
    assert "Not open yet" in Client().get(address).content.decode()
    assert Client().post(address, {"works": "4"}).status_code == 200
    closed(survey)
    told = Client().post(f"{address}?lang=es", {"works": "4"})
    assert told.status_code == 410
    assert "cerrada" in told.content.decode()
    assert not Response.objects.exists()


def test_a_code_lets_one_answer_in(cast: Cast, as_: As) -> None:
    cache.clear()
    survey = opened(cast)
    door, other = survey.doors.all()[:2]
    page = as_(cast.ada).post(f"/voice/surveys/{survey.pk}/slips/{door.pk}/", {"many": "12"})
    slips = page.context["codes"]
    assert len(set(slips)) == 12
    assert page.content.decode().count("<svg role") == 12
    assert not Code.objects.filter(hash__in=slips).exists()
    codes.make(other, 1, by=cast.ada)
    address, slip = f"/s/{door.token}/", slips[0].lower().replace("-", " ")
    assert "slip" in Client().post(address, {"works": "4"}).content.decode()
    assert Client().post(address, {"works": "4", "code": slip}).status_code == 302
    again = Client().post(address, {"works": "1", "code": slip})
    assert again.status_code == 422
    assert "used before" in again.content.decode()
    assert "ya se usó" in Client().post(f"{address}?lang=es", {"works": "1", "code": slip}).content.decode()
    foreign = Client().post(f"/s/{other.token}/", {"works": "4", "code": slips[1]})
    assert "do not know this code" in foreign.content.decode()
    assert Response.objects.get().answers == {"works": 4}
    assert Code.objects.filter(is_used=True).count() == 1


def test_guessing_codes_is_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(codes, "MISSES_AN_HOUR", 3)
    door = opened(cast).doors.all()[0]
    good = codes.make(door, 1, by=cast.ada)[0]
    for _each in range(3):
        Client().post(f"/s/{door.token}/", {"works": "4", "code": "AAAA-AAAA"})
    told = Client().post(f"/s/{door.token}/", {"works": "4", "code": good})
    assert "one hour" in told.content.decode()
    assert not Response.objects.exists()


def test_students_are_not_asked_before_parents_were_told(cast: Cast, as_: As) -> None:
    survey = begun(cast, "students")
    opening.make_doors(survey, for_schools=True, by=cast.ada)
    assert all(guard.serves_students(door.school) for door in survey.doors.all())
    client = as_(cast.ada)
    client.post(f"/voice/surveys/{survey.pk}/", {"act": "open"})
    survey.refresh_from_db()
    assert survey.state == "draft"
    survey.notice_on = survey.opens_on + timedelta(days=1)
    assert any("Parents must be told" in each for each in opening.refusals(survey))
    survey.notice_on = survey.opens_on
    survey.save()
    assert opening.refusals(survey) == []
    notice = client.get(f"/voice/surveys/{survey.pk}/notice/").content.decode()
    assert "Dear parents" in notice
    assert "Estimados padres" in notice
    client.post(f"/voice/surveys/{survey.pk}/", {"act": "open"})
    survey.refresh_from_db()
    assert survey.state == "open"


@pytest.mark.parametrize(
    ("text", "spanish", "area"),
    [
        ("Do your parents vote?", "", "Political"),
        ("", "¿Te sientes deprimido?", "Mental"),
        ("How stressed are you by tests?", "", "Mental"),
        ("", "¿Tienes novia?", "Sex"),
        ("Have you tried vaping?", "", "Illegal"),
        ("", "¿Has fumado en la escuela?", "Illegal"),
        ("Does your mother help you?", "", "family"),
        ("", "¿Confías en tu médico?", "Privileged"),
        ("Do you go to church?", "", "Religious"),
        ("", "¿Tu familia tiene dinero?", "Income"),
    ],
)
def test_protected_words_are_found_in_both_languages(text: str, spanish: str, area: str) -> None:
    assert any(area in str(each.area) for each in guard.touches([Item(text=text, text_es=spanish)]))


def test_a_protected_question_needs_consent(cast: Cast) -> None:
    survey = begun(cast, "students", notice_on=TODAY)
    opening.make_doors(survey, for_schools=True, by=cast.ada)
    building.keep_item(Item(survey=survey, text="Do you feel lonely?"), by=cast.ada)
    assert "lonely" in " ".join(opening.refusals(survey))
    survey.consent = "written"
    assert opening.refusals(survey) == []


@pytest.mark.parametrize("who", ["cleo", "rosa", "dov"])
def test_others_see_no_survey(who: str, cast: Cast, as_: As) -> None:
    survey = opened(cast)
    client = as_(getattr(cast, who))
    for address in ("", "new/", "import/", f"{survey.pk}/", f"{survey.pk}/results/", f"{survey.pk}/doors/"):
        assert client.get(f"/voice/surveys/{address}").status_code == 403


def test_a_technician_reads_and_does_not_make(cast: Cast, as_: As) -> None:
    survey, draft = opened(cast), begun(cast, "parents")
    client = as_(cast.ben)
    page = client.get("/voice/surveys/").content.decode()
    assert survey.title in page
    assert draft.title not in page
    assert client.get(f"/voice/surveys/{survey.pk}/results/").status_code == 200
    assert client.get(f"/voice/surveys/{draft.pk}/results/").status_code == 404
    assert client.post("/voice/surveys/new/", {"ready": "teachers", "audience": "staff"}).status_code == 403


def test_a_door_of_a_removed_draft_leads_nowhere(cast: Cast, as_: As) -> None:
    survey = begun(cast)
    opening.make_doors(survey, for_schools=True, by=cast.ada)
    token = survey.doors.all()[0].token
    as_(cast.ada).post(f"/voice/surveys/{survey.pk}/", {"act": "throw away"})
    assert not Survey.objects.exists()
    assert not Door.objects.exists()
    assert Client().get(f"/s/{token}/").status_code == 404
