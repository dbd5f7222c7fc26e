"""People in other sources than forms: directory, human resources, state, assessments; and who comes back."""

from __future__ import annotations

from tests.engine.linking.invented import Child, Found

SIS = [
    Child(f"20{n:02d}", first, last, f"2013-0{n}-11", state=f"88000000{n:02d}", own_mail=f"s{n}@students.example")
    for n, (first, last) in enumerate(
        [("Ada", "Norling"), ("Bea", "Ostrom"), ("Cleo", "Petrov"), ("Dina", "Quist")], start=1
    )
]


def state(child: Child, **said: str) -> dict[str, str]:
    """A row of a state upload."""
    row = {
        "Local Student ID": child.key,
        "State Student ID": child.state,
        "Legal Last Name": child.last,
        "Legal First Name": child.first,
        "Birth Date": child.birth,
        "Sex": child.sex,
        "School Code": child.school,
        "Grade Level": child.grade,
        "Entry Date": "2026-08-19",
        "Entry Code": "E1",
    }
    return {**row, **said}


def test_a_state_upload_is_linked_by_number_whatever_the_zeros(district):
    rows = [state(child, **{"State Student ID": f"00{child.state}"}) for child in SIS]
    district.load(SIS, [], state_upload=rows)
    found = Found(district.link())
    assert [found.partner(child.key, "state-upload") for child in SIS] == [child.key for child in SIS]
    assert {found.of(child.key, "state-upload").method for child in SIS} == {"identifier"}


def test_a_number_is_refused_when_both_names_and_the_birth_date_contradict_it(district):
    wrong = {"Legal Last Name": "Zabriskie", "Legal First Name": "Otto", "Birth Date": "2009-12-30"}
    district.load(SIS, [], state_upload=[state(SIS[0], **wrong), *(state(child) for child in SIS[1:])])
    found = Found(district.link())
    assert found.partner("2001", "state-upload") is None
    assert found.partner("2002", "state-upload") == "2002"


def test_a_number_holds_when_only_the_family_name_is_new(district):
    rows = [state(SIS[0], **{"Legal Last Name": "Zabriskie"}), *(state(child) for child in SIS[1:])]
    district.load(SIS, [], state_upload=rows)
    assert Found(district.link()).partner("2001", "state-upload") == "2001"


def test_a_student_who_came_back_under_a_new_number_is_one_person(district):
    back = Child("2999", "Ada", "Norling", "2013-01-11", state=SIS[0].state)
    district.load([*SIS, back], [])
    links = district.link()
    assert links.crosswalk["sis-students:2999"] == links.crosswalk["sis-students:2001"]
    (twice,) = Found(links).within("sis-students")
    assert twice.method == "identifier"


def test_siblings_who_share_an_address_for_mail_are_not_mixed_up(district):
    home = {"guardian": "Pia Rask", "mail": "rask@post.example", "street": "4 Fern Rd", "phone": "5552220000"}
    sis = [Child("31", "Una", "Rask", "2012-01-05", **home), Child("32", "Vera", "Rask", "2014-06-09", **home)]
    forms = [Child("F1", "Vera", "Rask", "2014-06-09", **home), Child("F2", "Una", "Rask", "2012-01-05", **home)]
    district.load(sis, forms)
    found = Found(district.link())
    assert (found.partner("F1"), found.partner("F2")) == ("32", "31")


def test_users_of_entra_are_linked_by_number_and_address_and_never_by_name_alone(district):
    rows = [
        {"id": "U1", "userPrincipalName": "norling.a@entra.example", "employeeId": SIS[0].key},
        {"id": "U2", "userPrincipalName": SIS[1].own_mail.upper(), "surname": "Ostrom"},
        {"id": "U3", "userPrincipalName": "printer@entra.example"},
        {"id": "U4", "userPrincipalName": "c@entra.example", "surname": "Petrov", "givenName": "Cleo"},
    ]
    rows[0] |= {"givenName": "Ada", "surname": "Norling"}
    blank = dict.fromkeys(("id", "userPrincipalName", "surname", "givenName", "mail", "employeeId"), "")
    district.load(SIS, [], users=[{"accountEnabled": "True", **blank, **row} for row in rows])
    found = Found(district.link())
    assert found.partner("U1", "entra-users") == SIS[0].key
    assert found.partner("U2", "entra-users") == SIS[1].key
    assert found.of("U3", "entra-users") is None
    assert found.partner("U4", "entra-users") is None
