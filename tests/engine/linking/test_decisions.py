"""What a person says of a pair holds: refused pairs stay refused, and what is undone is as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupola.engine.errors import StoreError
from cupola.engine.linking.decisions import SAYS, Decision, all_said, decide, decisions_file, in_force
from tests.engine.linking.invented import Child, Found

SIS = [Child("1", "Ada", "Norling", street="1 Elm St"), Child("2", "Bea", "Ostrom", "2013-02-11", street="2 Elm St")]
FORMS = [
    Child("F1", "Ada", "Norling", street="1 Elm St"),
    Child("F2", "Beatrix", "Ostromovic", "2010-07-30", grade="09", street="8 Oak St"),
]
LEFT, RIGHT = "sis-students:1", "enrollment-system:F1"
KEYS = st.sampled_from(["a:1", "a:2", "b:1", "b:2"])


def test_a_refused_pair_is_never_linked_or_proposed_again_and_undo_restores_it(district):
    district.load(SIS, FORMS)
    before = district.link()
    assert Found(before).partner("F1") == "1"
    decide(district.data, "person", (RIGHT, LEFT), says="different", by=7)
    refused = district.link()
    assert Found(refused).of("F1") is None
    assert refused.crosswalk[RIGHT] == RIGHT
    decide(district.data, "person", (LEFT, RIGHT), says="undo", by=7)
    after = district.link()
    assert after.links == before.links
    assert after.crosswalk == before.crosswalk


def test_a_refused_pair_takes_nobody_else_s_link_away(district):
    more = [Child(f"{n}", "Cleo", f"Petrov{n}", f"2013-0{n}-07", state=f"77000000{n}") for n in range(3, 8)]
    back = Child("99", "Cleo", "Petrov3", "2013-03-07", state=more[0].state)
    forms = [Child(f"F{child.key}", child.first, child.last, child.birth) for child in more]
    district.load([*SIS, *more, back], [*FORMS, *forms])
    decide(district.data, "person", (LEFT, RIGHT), says="different", by=7)
    found = Found(district.link())
    assert [found.partner(f"F{child.key}") for child in more] == [child.key for child in more]
    assert len(found.within("sis-students")) == 1


def test_what_a_person_calls_the_same_is_linked_and_says_so(district):
    district.load(SIS, FORMS)
    decide(district.data, "person", ("sis-students:2", "enrollment-system:F2"), says="same", by="command")
    link = Found(district.link()).of("F2")
    assert (link.band, link.method, link.left) == ("linked", "person", "sis-students:2")


def test_a_linked_id_stays_when_the_sis_record_is_gone_and_a_new_one_came(district):
    first = Child("1", "Ada", "Norling", state="9900000001")
    district.load([first, SIS[1]], [])
    district.link()
    again = Child("77", "Ada", "Norling", state="9900000001")
    district.load([first, again, SIS[1]], [])
    assert district.link().crosswalk["sis-students:77"] == "sis-students:1"
    district.load([again, SIS[1]], [])
    assert district.link().crosswalk["sis-students:77"] == "sis-students:1"


def test_a_line_that_a_crash_cut_off_spoils_no_other(tmp_path):
    decide(tmp_path, "person", ("a:1", "b:1"), says="same", by=1)
    with decisions_file(tmp_path).open("a", encoding="utf-8") as stream:
        stream.write('{"at": "2026')
    decide(tmp_path, "person", ("a:2", "b:2"), says="different", by=1)
    assert [each.says for each in all_said(tmp_path)] == ["same", "different"]


def test_a_word_that_nobody_can_say_is_refused(tmp_path):
    with pytest.raises(StoreError):
        decide(tmp_path, "person", ("a:1", "b:1"), says="perhaps", by=1)


@given(st.lists(st.tuples(KEYS, KEYS, st.sampled_from(SAYS)), max_size=20))
def test_the_last_word_on_a_pair_holds_whichever_stands_left(words):
    said = [Decision(str(n), "person", left, right, says, 1) for n, (left, right, says) in enumerate(words)]
    held = {frozenset((each.left, each.right)): each.says for each in in_force(said)}
    last = {frozenset((left, right)): says for left, right, says in words}
    assert held == {pair: says for pair, says in last.items() if says != "undo"}
