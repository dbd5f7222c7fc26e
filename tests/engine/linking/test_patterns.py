"""What parents type and what happens in families: each pattern beside the look-alike that is somebody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.engine.linking.invented import Child, Found

HOME = {"street": "12 Alder Way", "guardian": "Nora Bell", "phone": "(555) 201-3344", "mail": "nora.bell@post.example"}


def home(number: int, parent: str) -> dict[str, str]:
    """A home that nobody else has."""
    return {
        "street": f"{number} Sorrel Ct",
        "guardian": parent,
        "phone": f"(555) 300-{number:04d}",
        "mail": f"{parent.split()[0].lower()}{number}@post.example",
    }


SIS = [
    Child("1001", "Elizabeth", "Bell", "2014-05-02", **HOME),
    Child("1002", "Hannah", "Quill", "2013-04-09", **home(2, "Ada Quill")),
    Child("1003", "Marisol", "García-López", "2015-11-23", **home(3, "Rosa García")),
    Child("1004", "Imani", "Vance", "2012-02-14", **home(4, "Zuri Vance")),
    Child("1005", "Owen", "Lindqvist", "2014-09-30", sex="M", **home(5, "Sven Lindqvist")),
    Child("1006", "Ivy", "Marlow", "2013-07-07", middle="Jane", **home(6, "Tess Marlow")),
    Child("1007", "Isla", "Marlow", "2013-07-07", middle="Rose", **home(6, "Tess Marlow")),
    Child("1008", "Theo", "Pemberly", "2012-12-12", sex="M", **home(8, "Lou Pemberly")),
    Child("1009", "Rowan", "Ashgrove", "2015-01-15", **home(9, "Fay Ashgrove")),
    Child("1010", "Becky", "Toddley", "2013-01-17", **home(10, "Gil Toddley")),
    Child("1011", "Becky", "Toddley", "2008-12-06", grade="12", **home(11, "Una Toddley")),
    Child("1012", "Jayden", "Corwin", "2016-06-01", sex="M", grade="04", **home(12, "May Corwin")),
    Child("1013", "Zoë", "D'Arcy", "2014-08-19", **home(13, "Jo D'Arcy")),
    Child("1014", "Ngọc", "Phạm", "2014-08-20", **home(14, "Lan Phạm")),
    Child("1015", "Sasha", "Imber", "2013-10-10", state="7700000015", **home(15, "Kim Imber")),
    Child("1016", "Mina", "Imber", "2011-10-10", state="7700000016", **home(15, "Kim Imber")),
]
FORMS = [
    Child("A01", "Liz", "Bell", "2014-05-02", **HOME),
    Child("A02", "Hannah", "Quill", "2013-09-04", **home(2, "Ada Quill")),
    Child("A03", "Marisol", "Lopez", "2015-11-23", **home(3, "Rosa Garcia")),
    Child("A04", "Imani", "Thornbury", "2012-02-14", **home(4, "Zuri Vance")),
    Child("A05", "Lindqvist", "Owen", "2014-09-30", sex="M", **home(5, "Sven Lindqvist")),
    Child("A06", "Ivy", "Marlow", "2013-07-07", **home(6, "Tess Marlow")),
    Child("A07", "Isla", "Marlow", "2013-07-07", **home(6, "Tess Marlow")),
    Child(
        "A08",
        "Theo",
        "Pemberly",
        "2012-12-12",
        sex="M",
        school="0100050",
        street="77 Elsewhere Rd",
        guardian="Lou Pemberly",
        phone="(555) 999-0000",
    ),
    Child("A09", "Wren", "Ashgrove", "2018-03-15", grade="02", **home(9, "Fay Ashgrove")),
    Child("A10", "Becky", "Toddley", "2013-01-17", **home(10, "Gil Toddley")),
    Child("A11", "Becky", "Toddley", "2008-12-06", grade="12", **home(11, "Una Toddley")),
    Child("A12", "Jayden", "Corwin", "2016-06-01", sex="M", grade="04", **home(12, "May Corwin")),
    Child("A13", "Hayden", "Corwin", "2016-06-01", sex="M", grade="04", **home(12, "May Corwin")),
    Child("A14", "ZOE", "Darcy", "2014-08-19", **home(13, "Jo Darcy")),
    Child("A15", "Ngoc", "Pham ", "2014-08-20", **home(14, "Lan Pham")),
    Child("A16", "Sasha", "Imber", "2013-10-10", state="7700000016", **home(15, "Kim Imber")),
    Child("A17", "Hana", "Quill", "2013-04-09", **home(2, "Ada Quill")),
    Child("A18", "Perfect", "Stranger", "2013-04-09", **home(88, "Nobody Known")),
]


@pytest.fixture(scope="module")
def found(shared_district):
    shared_district.load(SIS, FORMS)
    return Found(shared_district.link())


@pytest.mark.parametrize(
    ("form", "student"),
    [
        pytest.param("A01", "1001", id="a short form of the name"),
        pytest.param("A03", "1003", id="half of a double name"),
        pytest.param("A04", "1004", id="a new family name"),
        pytest.param("A05", "1005", id="names in each other's place"),
        pytest.param("A08", "1008", id="moved, with a new telephone and another school"),
        pytest.param("A14", "1013", id="accents, capitals and an apostrophe"),
        pytest.param("A15", "1014", id="a name without its marks"),
    ],
)
def test_one_child_typed_in_two_ways_is_linked(found, form, student):
    assert found.partner(form) == student


def test_a_birth_date_with_day_and_month_swapped_is_said_in_words(found):
    links = {key: found.of(key) for key in ("A02", "A17")}
    assert {link.left for link in links.values() if link} <= {"sis-students:1002"}
    told = {reason.words for reason in links["A02"].reasons} if links["A02"] else set()
    crosswalk = found.links.crosswalk
    assert "birth date: day and month swapped" in told or crosswalk["enrollment-system:A02"] == "sis-students:1002"


def test_twins_are_each_linked_with_their_own_record(found):
    assert (found.partner("A06"), found.partner("A07")) == ("1006", "1007")


def test_a_twin_whom_only_one_source_holds_is_nobodys_second_record(found):
    assert found.partner("A12") == "1012"
    assert found.links.crosswalk["enrollment-system:A13"] != "sis-students:1012"


def test_a_younger_sister_at_the_same_home_stays_apart(found):
    assert found.partner("A09") is None


def test_two_children_of_one_name_stay_two(found):
    assert (found.partner("A10"), found.partner("A11")) == ("1010", "1011")
    assert found.links.crosswalk["sis-students:1010"] != found.links.crosswalk["sis-students:1011"]


def test_a_sisters_number_on_the_form_does_not_make_one_the_other(found):
    assert found.partner("A16") == "1015"


def test_somebody_who_shares_a_birthday_alone_is_not_even_proposed(found):
    assert found.of("A18") is None


def test_every_link_says_why_with_weights_and_without_a_value(found):
    values = {child.first for child in SIS} | {child.last for child in SIS} | {child.birth for child in SIS}
    for link in found.links.links:
        assert link.reasons
        for reason in link.reasons:
            assert not any(value in reason.words for value in values)
    linked = found.of("A01")
    assert any(reason.weight is not None for reason in linked.reasons)


def test_links_are_one_to_one_between_two_sources(found):
    pairs = [link for link in found.links.links if link.band == "linked" and link.left[:3] != link.right[:3]]
    assert len({link.left for link in pairs}) == len(pairs) == len({link.right for link in pairs})


def test_a_second_form_of_one_child_is_told_as_that_sources_own(district):
    child = SIS[0]
    forms = [replace(FORMS[0], key="B1"), replace(FORMS[0], key="B2", first="Elizabeth")]
    district.load([child, SIS[1]], forms)
    found = Found(district.link())
    assert [bool(found.of(key)) for key in ("B1", "B2")].count(True) == 1
    assert len(found.within("enrollment-system")) == 1
    walk = found.links.crosswalk
    assert walk["enrollment-system:B1"] == walk["enrollment-system:B2"] == "sis-students:1001"


def test_a_second_form_from_elsewhere_is_asked_about_and_not_taken_for_the_same_child(district):
    form = Child("B1", "Ivy", "Marlow", "2013-07-07", **home(6, "Tess Marlow"))
    elsewhere = {"school": "0100050", "street": "77 Elsewhere Rd", "phone": "(555) 999-0000", "mail": "t@post.example"}
    namesake = replace(form, key="B2", birth="2013-08-07", **elsewhere)
    moved = replace(form, key="B3", street="5 Elsewhere Rd", school="0100050")
    district.load([SIS[5], SIS[1]], [form, namesake, moved])
    found = Found(district.link())
    student, crosswalk = "sis-students:1006", found.links.crosswalk
    assert crosswalk["enrollment-system:B1"] == crosswalk["enrollment-system:B3"] == crosswalk[student] == student
    assert crosswalk.get("enrollment-system:B2") != student
    assert found.of("B2").band == "proposed"


def test_populations_that_share_nothing_make_no_link(district):
    strangers = [
        Child(f"S{n}", first, last, f"2011-0{n}-1{n}", sex="M", grade="09", school="0999999")
        for n, (first, last) in enumerate([("Bruno", "Okafor"), ("Emeka", "Sato"), ("Lars", "Demir")], start=1)
    ]
    district.load(SIS[:4], strangers)
    assert district.link().links == ()
