"""The queue, a check's page and a finding's page: whole, as a part, refused, and within one's scope."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cupola.engine.kinds import Severity
from cupola.workspace import publishing, saved_views
from cupola.workspace.models import CheckResult, Finding, Publication, SavedView

PART = {"HX-Request": "true"}


def text(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode()


def foreign(cast) -> Finding:
    """A finding of a school that is not Rosa's."""
    return Finding.objects.exclude(school=cast.schools[0]).exclude(school=None).first()


def own(cast) -> Finding:
    return Finding.objects.filter(school=cast.schools[0], is_open=True).first()


def test_the_queue_stands_check_by_check_with_what_was_looked_at(cast, as_):
    answer = as_(cast.ada).get("/findings/")
    page = text(answer)
    result = CheckResult.objects.get(check_id=answer.context["page"].lines[0].key)
    assert result.check_id in page
    assert f"of {result.looked_at:,} looked at" in page
    assert "assumed rates" in page
    assert "Not run is not passed" in page


@pytest.mark.parametrize("group", ["", "school", "person"])
def test_the_queue_can_be_grouped(cast, as_, group):
    answer = as_(cast.ada).get(f"/findings/?group={group}")
    assert answer.status_code == 200
    assert answer.context["page"].lines
    assert sum(line.findings for line in answer.context["page"].lines) <= answer.context["page"].findings


def test_the_queue_comes_as_a_part_without_the_rest_of_the_page(cast, as_):
    part = text(as_(cast.ada).get("/findings/?priority=high", headers=PART))
    assert "<html" not in part
    assert 'id="queue"' in part


@pytest.mark.parametrize(
    "address",
    [
        *("school=none", "school=999999", "school=x", "who=me", "who=mine", "who=nobody", "who=role:registrar"),
        *("who=person:1", "who=person:x", "priority=critical", "priority=error", "priority=medium", "priority=low"),
        *("area=enrollment", "area=../etc", "check=ROS-014", "due=week", "due=overdue", "due=none", "since=nothing"),
        *("standing=all", "standing=fixed", "standing=decided", "standing=came_back", "standing=accepted"),
        *("order=due", "order=count", "order=hours", "order=newest", "order=id", "page=0", "page=99999999999"),
        *("page=٣", "school=٣", "group=nonsense", "order=%00"),
    ],
)
def test_no_address_of_the_queue_is_a_fault(cast, as_, address):
    assert as_(cast.ada).get(f"/findings/?{address}").status_code == 200


def test_filters_find_what_they_say(cast, as_):
    school = cast.schools[1]
    page = as_(cast.ada).get(f"/findings/?school={school.pk}&priority=error").context["page"]
    assert page.findings == Finding.objects.filter(school=school, severity=3, is_open=True).count() > 0


def test_an_error_that_is_due_soon_is_critical_and_stands_first(cast, as_):
    found = Finding.objects.filter(severity=3).last()
    Finding.objects.filter(pk=found.pk).update(due_on=timezone.localdate() + timedelta(days=3))
    first = as_(cast.ada).get("/findings/").context["page"].lines[0]
    assert (first.key, first.priority, first.is_due_soon) == (found.check_id, "critical", True)


def test_the_page_says_that_nothing_matches_and_offers_to_clear(cast, as_):
    page = text(as_(cast.ada).get("/findings/?check=XXX-999"))
    assert "Nothing matches these filters" in page


def test_a_queue_of_many_costs_no_more_queries(cast, as_):
    client = as_(cast.ada)
    client.get("/findings/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/findings/?priority=high")
    with CaptureQueriesContext(connection) as many:
        client.get("/findings/")
    assert len(many) == len(few) <= 24


def test_a_check_page_costs_few_queries(cast, as_):
    client = as_(cast.ada)
    check = CheckResult.objects.filter(found__gt=10).first().check_id
    client.get(f"/findings/checks/{check}/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/findings/checks/{check}/")
    assert len(asked) <= 28


def test_a_check_page_is_its_manual_with_rows(cast, as_):
    found = own(cast)
    page = text(as_(cast.ada).get(f"/findings/checks/{found.check_id}/"))
    for word in ("Why it matters", "How to fix it", "Not a problem when", found.fingerprint, "Decide"):
        assert word in page
    assert as_(cast.ada).get("/findings/checks/XXX-999/").status_code == 404


def test_a_check_page_comes_as_a_part(cast, as_):
    part = text(as_(cast.ada).get(f"/findings/checks/{own(cast).check_id}/?standing=all", headers=PART))
    assert "<html" not in part
    assert 'id="rows"' in part


def test_a_check_that_did_not_run_says_so_on_its_page(cast, as_):
    quiet = CheckResult.objects.filter(ran=False).first()
    page = text(as_(cast.ada).get(f"/findings/checks/{quiet.check_id}/"))
    assert "Not run is not passed" in page


def test_the_trend_has_a_sentence_and_a_table(cast, as_, district):
    result = CheckResult.objects.filter(found__gt=0).first()
    newest = publishing.Publication.newest()
    older = publishing.Publication.objects.create(
        snapshot="older", as_of=newest.as_of - timedelta(days=7), finished_at=newest.finished_at
    )
    publishing.CheckCount.objects.create(publication=older, check_id=result.check_id, found=331, looked_at=900)
    page = text(as_(cast.ada).get(f"/findings/checks/{result.check_id}/"))
    assert 'role="img"' in page
    assert "331" in page
    assert "As a table" in page
    assert "style=" not in page


def test_a_finding_has_a_page_of_its_own(cast, as_):
    found = own(cast)
    page = text(as_(cast.rosa).get(f"/findings/{found.fingerprint}/"))
    assert "How to fix it" in page
    assert "First seen" in page


def test_whom_a_finding_is_about_is_not_shown_to_a_role_that_sees_no_names(cast, as_):
    from cupola.workspace import people
    from cupola.workspace.people import Wanted

    people.give_role(cast.dov, Wanted("cabinet_member"), by=None)
    found = Finding.objects.exclude(subject="").filter(is_open=True).first()
    Finding.objects.filter(pk=found.pk).update(subject="sis:TOKEN-4711")
    for address in (f"/findings/{found.fingerprint}/", f"/findings/checks/{found.check_id}/", "/findings/rows.csv"):
        assert "TOKEN-4711" not in text(as_(cast.dov).get(address)), address
    assert "TOKEN-4711" in text(as_(cast.ada).get(f"/findings/{found.fingerprint}/"))


@pytest.mark.parametrize(
    "address",
    ["/findings/", "/findings/decide/", "/findings/priority/", "/findings/rows.csv", "/findings/checks/ROS-014/"],
)
def test_a_board_reader_is_refused(cast, as_, address):
    assert as_(cast.cleo).get(address).status_code == 403


def test_a_registrar_opens_no_finding_of_another_school(cast, as_):
    client, other = as_(cast.rosa), foreign(cast)
    assert client.get(f"/findings/{other.fingerprint}/").status_code == 404
    assert client.get(f"/schools/{other.school_id}/").status_code == 404


def test_a_registrar_reads_no_byte_of_another_school_on_any_page(cast, as_):
    client, school = as_(cast.rosa), cast.schools[0]
    Finding.objects.exclude(school=school).update(
        message="FOREIGN-TOKEN", place="FOREIGN-TOKEN", file="FOREIGN-TOKEN.csv", value="FOREIGN-TOKEN",
        subject="FOREIGN-TOKEN", reason="FOREIGN-TOKEN",
    )  # fmt: skip
    for each in cast.schools[1:]:
        each.name = f"FOREIGN-TOKEN {each.pk}"
        each.save()
    other = foreign(cast)
    addresses = [
        "/", "/findings/", "/findings/?standing=all", "/findings/?group=school&standing=all",
        "/findings/?group=person", f"/findings/?school={other.school_id}", "/findings/?school=none",
        f"/findings/checks/{other.check_id}/",
        f"/findings/checks/{other.check_id}/?standing=all&school={other.school_id}",
        "/findings/rows.csv?standing=all", f"/findings/rows.csv?school={other.school_id}", "/findings/queue.csv",
        f"/findings/decide/?query=school%3D{other.school_id}", f"/findings/decide/?only={other.fingerprint}",
        "/findings/decide/?query=standing%3Dall", "/schools/", f"/schools/{school.pk}/", "/search/?q=foreign",
    ]  # fmt: skip
    for address in addresses:
        for headers in ({}, PART):
            assert "FOREIGN-TOKEN" not in text(client.get(address, headers=headers, follow=True)), address
    hit = client.get(f"/search/?q={other.fingerprint}")
    assert f"/findings/{other.fingerprint}/" not in text(hit)


def test_a_registrar_does_not_read_the_districts_counts(cast, as_):
    CheckResult.objects.update(looked_at=7_654_321, found=1_234_567)
    client = as_(cast.rosa)
    for address in ("/findings/", f"/findings/checks/{own(cast).check_id}/", "/findings/queue.csv"):
        page = text(client.get(address))
        assert "7,654,321" not in page
        assert "7654321" not in page
        assert "1,234,567" not in page


def test_a_saved_view_stands_above_the_list_and_can_be_removed(cast, as_):
    client = as_(cast.rosa)
    answer = client.post("/findings/views/", {"title": "Due now", "query": "?due=week&bad=1"}, follow=True)
    assert "Due now" in text(answer)
    view = SavedView.objects.get()
    assert view.query == "due=week"
    assert as_(cast.ada).post(f"/findings/views/{view.pk}/remove/").status_code == 404
    assert client.post(f"/findings/views/{view.pk}/remove/").status_code == 302
    assert not SavedView.objects.exists()


def test_a_shared_view_shows_a_registrar_her_school_alone(cast, as_):
    saved_views.save(page="data:findings", title="Everybody", query="standing=all", by=cast.ada, is_shared=True)
    hidden = f"school={cast.schools[1].pk}"
    saved_views.save(page="data:findings", title="Of another school", query=hidden, by=cast.ada, is_shared=True)
    saved_views.save(page="data:findings", title="Ada alone", query="", by=cast.ada)
    page = text(as_(cast.rosa).get("/findings/"))
    assert "Everybody" in page
    assert "Of another school" not in page
    assert "Ada alone" not in page


def test_a_registrar_cannot_share_a_view(cast, as_):
    as_(cast.rosa).post("/findings/views/", {"title": "Mine", "query": "", "is_shared": "on"})
    assert not SavedView.objects.exists()


def test_search_finds_checks_by_id_and_by_title(cast, as_):
    found = own(cast)
    client = as_(cast.rosa)
    assert f"/findings/checks/{found.check_id}/" in text(client.get(f"/search/?q={found.check_id}"))
    assert f"/findings/{found.fingerprint}/" in text(client.get(f"/search/?q={found.fingerprint}"))
    assert "/findings/checks/" not in text(as_(cast.cleo).get(f"/search/?q={found.check_id}"))


def test_search_finds_pages_and_help_that_are_open_to_the_reader(cast, as_):
    page = text(as_(cast.ada).get("/search/?q=deliver"))
    assert '<a href="/deliveries/">Deliveries</a><small>Record</small>' in page
    assert '<a href="/help/deliveries/">' in page
    assert '<a href="/deliveries/">' not in text(as_(cast.rosa).get("/search/?q=deliver"))


def test_home_names_the_dearest_errors_that_nobody_was_given(cast, as_):
    page = as_(cast.ada).get("/").context["page"]
    first = (
        Finding.objects.filter(is_open=True, severity=int(Severity.ERROR), standing="").order_by("-priority").first()
    )
    assert page.needs
    assert all("Nobody was given it yet." in need.text for need in page.needs)
    assert as_(cast.ada).get(page.needs[0].url).context["page"].facts.findings
    Finding.objects.filter(is_open=True).update(owner=cast.ben, standing="assigned")
    assert first is not None
    assert as_(cast.ada).get("/").context["page"].needs == ()
    assert as_(cast.rosa).get("/").context["page"].needs == ()


def test_home_says_what_could_not_be_looked_at_to_those_who_see_everything(cast, as_):
    assert "What we could not look at" in text(as_(cast.ada).get("/"))
    assert "What we could not look at" not in text(as_(cast.rosa).get("/"))


def test_home_says_what_the_newest_record_changed(cast, as_):
    assert "Since the record of" not in text(as_(cast.ada).get("/"))
    before, now = date(2026, 9, 30), timezone.now()
    Publication.objects.filter(pk=Publication.newest().pk).update(opened=5, closed=3, came_back=1)
    Publication.objects.create(snapshot="an-earlier-one", as_of=before, finished_at=now, pk=0)
    Publication.objects.filter(pk=0).update(made_at=now - timedelta(days=30))
    page = text(as_(cast.ada).get("/"))
    assert "Since the record of Wed 30 Sep" in page
    assert "3 findings closed by themselves" in page
    assert "5 opened" in page
    assert "1 came back" in page


def test_home_says_what_waits_for_a_registrar(cast, as_):
    Finding.objects.filter(pk=own(cast).pk).update(owner=cast.rosa, due_on=timezone.localdate() - timedelta(days=2))
    assert "overdue" in text(as_(cast.rosa).get("/"))
