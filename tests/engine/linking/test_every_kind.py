"""Every kind of source of a sample district: staff, directory and tests are linked with the people of the SIS."""

from __future__ import annotations

import pytest

from cupola.engine.journey import load
from cupola.engine.linking.linking import link
from cupola.engine.loading import LoadOptions
from cupola.sample import write_district


@pytest.fixture(scope="module")
def links(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kinds")
    write_district(folder, students=150, seed=8, faults="none")
    load([str(folder / "this-month")], LoadOptions(folder / "data", accept_mapping=True))
    return link(folder / "data")


def pair(links, right):
    (found,) = [each for each in links.source_pairs if (each.left, each.right) == ("lighthouse-sis", right)]
    return found


def of(links, right):
    return [each for each in links.links if each.right.startswith(f"{right}:") and each.left.startswith("lighthouse")]


def test_posts_of_human_resources_are_people_of_the_sis_by_the_number_of_the_employee(links):
    assert pair(links, "hr-positions").linked >= 0.9 * pair(links, "hr-positions").right_records
    assert {each.method for each in of(links, "hr-positions") if each.band == "linked"} == {"identifier"}


def test_accounts_of_the_directory_are_students_and_staff(links):
    linked = [each for each in of(links, "google-users") if each.band == "linked"]
    assert len(linked) >= 0.8 * pair(links, "google-users").right_records
    assert {each.method for each in linked} <= {"identifier", "email"}
    staff = {each.left for each in of(links, "hr-positions")}
    assert staff & {each.left for each in linked}


def test_test_results_are_students_by_number_and_one_student_has_one_of_each_file(links):
    linked = [each for each in of(links, "state-test-results") if each.band == "linked"]
    assert linked
    assert len({each.left for each in linked}) == len(linked)


def test_a_person_of_many_sources_has_one_linked_id_which_is_the_one_of_the_sis(links):
    walk = links.crosswalk
    linked = [each for each in links.links if each.entity == "person" and each.left.startswith("lighthouse-sis:")]
    apart = [each.right for each in linked if each.band == "linked" and walk[each.right] != walk[each.left]]
    assert apart == []
