"""The room of pairs: who decides, what is written down, and that no name is shown but by the one door."""

from __future__ import annotations

from pathlib import Path

import pytest

from cupola.engine.linking.decisions import all_said, decide, in_force
from cupola.engine.linking.linking import link
from cupola.modules.same import services, taking
from cupola.modules.same.intervals import Share
from cupola.modules.same.letters import apart
from cupola.modules.same.models import Differing, Pair, Says, Taking
from cupola.modules.same.queries.figures import recall, seconds
from cupola.workspace import after_publishing, people, personal
from cupola.workspace.models import AuditEntry, Finding, Publication, School, User
from cupola.workspace.people import Wanted
from tests.web.again import write_again

PAGES = ("/same/", "/same/disagree/", "/same/disagree/list.csv")
REASON = "deciding pairs of the fall linking"


@pytest.fixture
def pairs(cast):
    write_again("links", taking.take)
    return Taking.newest()


@pytest.fixture
def grace(cast) -> User:
    """A second reviewer: the district's data steward."""
    user = User.objects.create_user("grace@harbor.example", "Grace", "a calm harbor morning")
    people.give_role(user, Wanted("data_steward"), by=None)
    return user


def of_people(**like) -> Pair:
    return Pair.objects.filter(entity="person", **like).first()


def text_of(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode()


def names_of(data: Path, user: User, pair: Pair) -> set[str]:
    sides = personal.sides(user, (pair.left, pair.right), REASON)
    return {each.says["last_name"] for each in sides if len(each.says["last_name"]) > 3}


def test_pages_say_what_to_deliver_before_anything_is_linked(cast, as_) -> None:
    for page in PAGES:
        assert as_(cast.ada).get(page).status_code == 200
    assert "Nothing is linked yet" in as_(cast.ada).get("/same/").content.decode()


def test_links_come_in_as_questions_and_a_sample_and_keep_their_numbers(pairs) -> None:
    assert set(Pair.objects.values_list("band", flat=True)) == {"proposed", "linked"}
    before = dict(Pair.objects.values_list("one", "pk"))
    taking.take()
    assert dict(Pair.objects.values_list("one", "pk")) == before
    assert Taking.objects.count() == 1
    assert not taking.is_behind(Publication.newest())


def test_rows_hold_no_name_and_no_address(pairs, data, cast) -> None:
    told = " ".join(str(row) for model in (Pair, Differing) for row in model.objects.values())
    assert "@" not in told
    for pair in Pair.objects.filter(entity="person")[:10]:
        assert not [name for name in names_of(data, cast.ada, pair) if name in told]


def test_roles_without_the_permission_are_refused(cast, as_, pairs) -> None:
    pair = of_people()
    finding = Finding.objects.exclude(subject="").first()
    found = Differing.objects.first()
    for who in (cast.ben, cast.cleo, cast.dov):
        for page in (
            *(*PAGES, f"/same/pairs/{pair.pk}/", f"/same/pairs/{pair.pk}/person/"),
            *(f"/same/findings/{finding.fingerprint}/person/", f"/same/disagree/{found.pk}/person/"),
        ):
            assert as_(who).get(page).status_code == 403, (who, page)
        assert as_(who).post(f"/same/pairs/{pair.pk}/say/", {"says": "same"}).status_code == 403
    assert Pair.objects.exclude(state=Says.OPEN).count() == 0


def test_a_registrar_reviews_the_own_school_and_no_other(cast, as_, pairs) -> None:
    own, other = of_people(school=cast.schools[0]), of_people(school=cast.schools[1])
    rosa = as_(cast.rosa)
    assert rosa.get(f"/same/pairs/{own.pk}/").status_code == 200
    for address in (f"/same/pairs/{other.pk}/", f"/same/pairs/{other.pk}/person/"):
        assert rosa.get(address).status_code == 404
    assert rosa.post(f"/same/pairs/{other.pk}/say/", {"says": "same"}).status_code == 404
    mine = Differing.objects.filter(school=cast.schools[0]).count()
    assert rosa.get("/same/disagree/").context["page"].page.paginator.count == mine > 0
    lines = text_of(rosa.get("/same/disagree/list.csv"))
    assert lines.count("\n") == mine + 1
    assert cast.schools[1].name not in lines
    foreign = Differing.objects.filter(school=cast.schools[1]).first()
    assert rosa.get(f"/same/disagree/{foreign.pk}/person/").status_code == 404


def test_a_pair_shows_no_name_until_somebody_asks_and_says_why(cast, as_, pairs, data) -> None:
    pair = next(
        each for each in Pair.objects.filter(entity="person")
        if names_of(data, cast.ada, each) and not Finding.objects.filter(subject__in=(each.left, each.right)).exists()
    )  # fmt: skip
    names = names_of(data, cast.ada, pair)
    AuditEntry.objects.filter(act="names seen").delete()
    ada = as_(cast.ada)
    address = f"/same/pairs/{pair.pk}/"
    closed = ada.get(address).content.decode()
    assert not [name for name in names if name in closed]
    assert "hidden" in closed
    ada.post("/same/names/", {"back": address, "reason": ""})
    assert "need a reason" in ada.get(address).content.decode()
    assert not AuditEntry.objects.filter(act="names seen").exists()
    opened = ada.post("/same/names/", {"back": address, "reason": REASON}, follow=True)
    assert opened.request["PATH_INFO"] == address
    for said, text in (("names seen", REASON), ("names opened for review", REASON)):
        assert AuditEntry.objects.filter(act=said, reason=text).exists()
    marked = "".join(piece.text for line in opened.context["page"].lines for piece in line.left)
    assert [name for name in names if name in marked]
    ada.post("/same/names/", {"back": address, "wish": "hide"})
    assert "hidden" in ada.get(address).content.decode()


def test_a_registrar_sees_names_of_the_own_school_alone(cast, as_, pairs) -> None:
    rosa = as_(cast.rosa)
    pair = of_people(school=cast.schools[0])
    rosa.post("/same/names/", {"back": f"/same/pairs/{pair.pk}/"})
    page = rosa.get(f"/same/pairs/{pair.pk}/").context["page"]
    assert page.sees_names
    assert not page.is_gone
    assert AuditEntry.objects.filter(act="names seen", user=cast.rosa).exists()
    foreign = of_people(school=cast.schools[1])
    assert personal.sides(cast.rosa, (foreign.left, foreign.right)) == ()


def test_an_answer_is_kept_for_linking_written_down_and_leads_on(cast, as_, pairs, data) -> None:
    pair = of_people(band="proposed")
    answer = as_(cast.ada).post(f"/same/pairs/{pair.pk}/say/", {"says": "same"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/same/pairs/")
    assert not answer["Location"].startswith(f"/same/pairs/{pair.pk}/")
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by) == (Says.SAME, cast.ada)
    said = all_said(data)[-1]
    assert (said.left, said.right, said.says, said.by) == (pair.left, pair.right, "same", cast.ada.pk)
    line = AuditEntry.objects.filter(act="links reviewed").get()
    assert (line.thing, line.details["says"]) == (f"pair:{pair.pk}", "same")
    assert pair.left not in str(line.details)


def test_nonsense_is_no_answer_and_a_second_answer_of_the_same_person_is_not_taken(cast, as_, pairs, data) -> None:
    pair, ada = of_people(), as_(cast.ada)
    ada.post(f"/same/pairs/{pair.pk}/say/", {"says": "perhaps"})
    ada.post(f"/same/pairs/{pair.pk}/say/", {"says": "different"})
    told = ada.post(f"/same/pairs/{pair.pk}/say/", {"says": "same"}, follow=True).content.decode()
    assert "was answered meanwhile" in told
    assert [each.says for each in all_said(data)] == ["different"]


def test_the_last_answer_is_taken_back(cast, as_, pairs, data) -> None:
    pair, ada = of_people(), as_(cast.ada)
    shown = ada.post(f"/same/pairs/{pair.pk}/say/", {"says": "different"}, follow=True)
    assert shown.context["last"] == pair
    ada.post(f"/same/pairs/{pair.pk}/back/")
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by) == (Says.OPEN, None)
    assert in_force(all_said(data)) == ()
    assert AuditEntry.objects.filter(act="links taken back").exists()


def test_nobody_takes_back_what_another_said(cast, as_, pairs, grace) -> None:
    pair = of_people()
    services.say(pair, Says.DIFFERENT, by=cast.ada)
    as_(grace).post(f"/same/pairs/{pair.pk}/back/")
    pair.refresh_from_db()
    assert pair.state == Says.DIFFERENT


def test_a_refused_pair_is_never_asked_again(cast, pairs, data) -> None:
    pair = of_people(band="proposed")
    services.say(pair, Says.DIFFERENT, by=cast.ada)
    taking.take()
    pair.refresh_from_db()
    assert pair.state == Says.DIFFERENT
    assert not pair.is_current
    asked = {(each.left, each.right) for each in link(data).some("band = 'proposed'")}
    assert (pair.left, pair.right) not in asked


def test_what_was_taken_back_by_command_is_open_here_again(cast, pairs, data) -> None:
    pair = of_people(band="proposed")
    services.say(pair, Says.SAME, by=cast.ada)
    decide(data, "person", (pair.left, pair.right), says="undo", by="command")
    taking.take()
    pair.refresh_from_db()
    assert pair.state == Says.OPEN


def test_a_second_person_does_not_see_the_first_answer(cast, as_, pairs, grace, data) -> None:
    pair = of_people()
    services.say(pair, Says.UNSURE, by=cast.ada)
    assert not seconds(cast.ada).exists()
    assert list(seconds(grace)) == [pair]
    page = as_(grace).get(f"/same/pairs/{pair.pk}/")
    assert page.context["page"].is_second
    text = page.content.decode()
    assert "Answered:" not in text
    assert "Ada" not in text
    assert pair not in as_(grace).get("/same/").context["page"].answered
    as_(grace).post(f"/same/pairs/{pair.pk}/say/", {"says": "different"})
    pair.refresh_from_db()
    assert (pair.state, pair.second_state, pair.second_by) == (Says.UNSURE, Says.DIFFERENT, grace)
    assert in_force(all_said(data))[0].says == "different"
    assert not seconds(grace).exists()
    as_(grace).post(f"/same/pairs/{pair.pk}/back/")
    assert in_force(all_said(data))[0].says == "unsure"


def test_every_tenth_pair_wants_a_second_person_and_agreement_is_counted(cast, as_, pairs, grace) -> None:
    wanting = [each for each in Pair.objects.all() if int(each.one[-8:], 16) % 10 == 0]
    assert 0 < len(wanting) < Pair.objects.count() / 3
    services.say(wanting[0], Says.SAME, by=cast.ada)
    other = next(each for each in Pair.objects.all() if each not in wanting)
    services.say(other, Says.SAME, by=cast.ada)
    assert list(seconds(grace)) == [wanting[0]]
    services.say(wanting[0], Says.SAME, by=grace)
    figures = as_(cast.ada).get("/same/").context["page"].figures
    assert (figures.agreement.hits, figures.agreement.n) == (1, 1)
    with pytest.raises(services.AnsweredMeanwhile):
        services.say(wanting[0], Says.SAME, by=grace)


def test_figures_come_with_their_interval() -> None:
    share = Share(96, 100)
    assert (round(share.low, 4), round(share.high, 4)) == (0.9016, 0.9843)
    assert Share(0, 0).value is None
    found = recall(Share(100, 100), Share(5, 10), (1000, 20))
    assert found.value == pytest.approx(1000 / 1010)
    assert found.low < found.value < found.high
    assert recall(Share(0, 0), Share(5, 10), (1000, 20)).value is None


def test_the_very_letters_are_marked() -> None:
    left, right = apart("Micheal", "Michael")
    assert "".join(piece.text for piece in left) == "Micheal"
    assert next(piece.text for piece in right if not piece.differs) == "Mich"
    assert not any(piece.differs for piece in apart("O'Brien", "o'brien")[0])
    assert apart("", "Ann") == ((), apart("Ann", "Ann")[0])


def test_sources_disagree_by_field_and_school_and_say_who_changes_what(cast, as_, pairs) -> None:
    page = as_(cast.ada).get("/same/disagree/").context["page"]
    assert sum(kind.n for kind in page.kinds) == Differing.objects.count() > 10
    kind = next(each for each in page.kinds if each.field == "born")
    assert kind.changes
    narrowed = as_(cast.ada).get(f"/same/disagree/{kind.address}").context["page"]
    assert narrowed.page.paginator.count == kind.n
    assert "missing" in {each.field for each in page.kinds}
    text = as_(cast.ada).get("/same/disagree/").content.decode()
    assert "disagree about" in text
    for odd in ("?school=x", "?field=%00", "?page=x"):
        assert as_(cast.ada).get(f"/same/disagree/{odd}").status_code == 200


def test_the_file_of_disagreements_holds_no_formula(cast, as_, pairs) -> None:
    Differing.objects.filter(pk=Differing.objects.first().pk).update(left="sis:=cmd|calc")
    assert "'=cmd|calc" in text_of(as_(cast.ada).get("/same/disagree/list.csv"))


def test_one_person_is_reached_by_number_and_shows_every_source(cast, as_, pairs) -> None:
    row = Differing.objects.exclude(left="").exclude(right="").first()
    page = as_(cast.ada).get(f"/same/disagree/{row.pk}/person/")
    keys = {side.key for side in page.context["page"].sides}
    assert {row.left, row.right} <= keys
    assert row in page.context["page"].differing
    finding = Finding.objects.filter(subject=row.left).first()
    if finding is not None:
        found = as_(cast.ada).get(f"/same/findings/{finding.fingerprint}/person/").context["page"]
        assert {side.key for side in found.sides} == keys
    ada = as_(cast.ada)
    ada.post("/same/names/", {"back": "/same/", "reason": REASON})
    opened = ada.get(f"/same/disagree/{row.pk}/person/").context["page"]
    assert opened.sees_names
    assert any(each.differs and each.trusted for each in opened.rows)
    assert AuditEntry.objects.filter(act="names seen", reason=REASON).exists()


def test_a_finding_about_nobody_says_so(cast, as_, pairs) -> None:
    finding = Finding.objects.first()
    Finding.objects.filter(pk=finding.pk).update(subject="sis:nobody")
    assert (
        "Nobody within your reach"
        in as_(cast.ada).get(f"/same/findings/{finding.fingerprint}/person/").content.decode()
    )


def test_names_lead_back_only_to_this_room(cast, as_, pairs) -> None:
    for back in ("https://evil.example/", "//evil.example", "/same/../settings/", "/same/\\evil"):
        assert as_(cast.ada).post("/same/names/", {"back": back, "wish": "hide"})["Location"] == "/same/"


def test_links_are_taken_after_a_publication_and_not_made_twice(cast, data, run_jobs) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in (data / "links").glob("*.parquet")}
    assert "links" in after_publishing.begin()
    run_jobs()
    assert Taking.newest().snapshot == Publication.newest().snapshot
    assert {path.name: path.stat().st_mtime_ns for path in (data / "links").glob("*.parquet")} == before


def test_schools_of_pairs_are_those_of_the_record(pairs) -> None:
    found = set(Pair.objects.exclude(school=None).values_list("school", flat=True))
    assert found
    assert found <= set(School.objects.values_list("pk", flat=True))
