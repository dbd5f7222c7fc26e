"""A file's name says which noun lives in it."""

from __future__ import annotations

import re

SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "core", "manager", "managers"}


def test_no_file_or_folder_has_a_name_that_says_nothing(everything, root):
    places = [module.path.relative_to(root).with_suffix("") for module in everything]
    assert [str(place) for place in places if SAYS_NOTHING & set(place.parts)] == []


def test_no_name_ends_in_a_word_that_says_nothing(everything):
    endings = re.compile(rf"_({'|'.join(sorted(SAYS_NOTHING))})$")
    assert [module.place for module in everything if endings.search(module.path.stem)] == []


def test_modules_are_named_in_snake_case(everything):
    assert [m.place for m in everything if not re.fullmatch(r"[a-z][a-z0-9_]*|__\w+__", m.path.stem)] == []
