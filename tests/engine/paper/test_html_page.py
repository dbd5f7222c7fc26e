"""The page stands alone, holds for everybody who reads it, and carries nothing harmful."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from io import StringIO
from itertools import pairwise

import pytest

from cupola.engine.paper.html_page import asset, write_html
from tests.engine.paper.lifelike import finding, make_report, rank

VOID = {"meta", "br", "link", "img", "input", "hr"}
ALL = ["lifelike", "clean", "nothing_read", "hostile", "one", "named"]


class Page(HTMLParser):
    """The elements of a page in order, with those that hold them; wrongly closed ones are kept apart."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.open, self.crooked, self.text = [], [], [], []
        self.feed(text)
        self.crooked += self.open

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), tuple(self.open)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.crooked.append(tag)

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.text.append(data)

    def all(self, *tags):
        return [attrs for tag, attrs, _ in self.elements if tag in tags]


def written(ranking, **how):
    out = StringIO()
    write_html(ranking, out, **how)
    return out.getvalue()


@pytest.fixture(scope="module")
def one():
    return rank(make_report([finding("ENR-002", 1, "It ends before it begins.", file="e.csv")]))


@pytest.fixture(scope="module")
def named():
    found = finding("ENR-002", 1, "It ends before it begins.", file="e.csv")
    return rank(make_report([found], names={found.subject: "Wen Abara"}))


@pytest.fixture(scope="module", params=ALL)
def page(request):
    return Page(written(request.getfixturevalue(request.param), district="Harbor Unified"))


def test_every_element_is_closed_where_it_was_opened(page):
    assert page.crooked == []


def test_ids_are_unique_and_every_link_stays_on_the_page(page):
    ids = [attrs["id"] for _, attrs, _ in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = [attrs["href"] for attrs in page.all("a", "use")]
    assert [target for target in targets if target.removeprefix("#") not in ids] == []
    labels = [attrs["aria-labelledby"] for _, attrs, _ in page.elements if "aria-labelledby" in attrs]
    assert set(labels) <= set(ids)


def test_nothing_is_fetched_and_nothing_is_styled_or_scripted_inline(page):
    for tag, attrs, _ in page.elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "form", "base")
        assert not {name for name in attrs if name in ("style", "src", "srcset") or name.startswith("on")}


def test_headings_begin_with_one_h1_and_skip_no_level(page):
    levels = [int(tag[1]) for tag, _, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_has_language_title_landmarks_and_a_way_past_the_head(page):
    assert page.all("html")[0]["lang"] == "en"
    assert len(page.all("title")) == len(page.all("main")) == len(page.all("footer")) == len(page.all("header")) == 1
    first_link = page.all("a")[0]
    assert (first_link["class"], first_link["href"]) == ("skip", "#main")


def test_tables_have_captions_and_scopes(page):
    assert len(page.all("table")) == len(page.all("caption"))
    assert {attrs.get("scope") for attrs in page.all("th")} <= {"col", "row"}
    assert all(len(attrs.get("data-l", "x")) for attrs in page.all("td"))


@pytest.mark.parametrize("which", ALL)
def test_the_policy_allows_exactly_the_style_and_the_script_of_the_page(which, request):
    text = written(request.getfixturevalue(which))
    (rules,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    for kind, tag in (("style-src", "style"), ("script-src", "script")):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        print_of_it = b64encode(sha256(content.encode()).digest()).decode()
        assert f"{kind} 'sha256-{print_of_it}';" in rules
    assert rules.startswith("default-src 'none';")
    assert "unsafe" not in rules


def test_groups_are_ranked_as_in_the_text(lifelike):
    page = Page(written(lifelike))
    overview = [attrs["href"] for attrs in page.all("a") if attrs.get("class") == "n"]
    assert overview == [f"#in-{group.check.id}" for group in lifelike.groups]


def test_each_role_has_its_section(lifelike):
    page = Page(written(lifelike))
    sections = [attrs["id"] for attrs in page.all("section") if "role" in attrs["class"].split()]
    assert sections == ["for-registrar", "for-vendor", "for-data_steward", "for-technician"]


def test_findings_beyond_the_limit_are_counted_and_their_file_is_named(lifelike):
    text = written(lifelike, limit=50, csv_name="findings.csv")
    assert text.count("The grade has lost its leading zero.") == 50
    assert "And 1,154 more: they are in <code>findings.csv</code>." in text
    assert "the CSV form of this report lists them all" in written(lifelike, limit=50)


def test_a_page_without_findings_says_what_ran(clean, nothing_read):
    assert "All 90 checks ran and found nothing in 8 files." in written(clean)
    assert "Nothing was read, so nothing was checked." in written(nothing_read)
    assert '<dl class="facts">' not in written(nothing_read)


def test_few_groups_are_open_and_many_are_closed(one, lifelike):
    assert "open" in Page(written(one)).all("details")[0]
    assert not any("open" in attrs for attrs in Page(written(lifelike)).all("details"))


def test_a_page_that_names_people_says_so(named, one):
    assert "This page names people." in written(named)
    assert "Wen Abara" in written(named)
    assert "This page names people." not in written(one)


def test_nothing_of_a_hostile_file_becomes_markup(hostile):
    text = written(hostile, district="<b>Harbor</b>", csv_name="<i>.csv")
    assert "<script>alert" not in text
    assert "<b>Harbor" not in text
    assert len(Page(text).all("script")) == 1
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in text if character != "\n")
    text.encode("utf-8")


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one_colour, other):
    dark, light = sorted((luminance(one_colour), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def themes():
    """The tokens of the light and of the dark theme."""
    for block in re.findall(r":root\{(.*?)\}", asset("page.css"), re.DOTALL):
        tokens = dict(re.findall(r"--([\w-]+):(#\w+)", block))
        if "hatch" in tokens:
            yield {
                name: value if len(value) == 7 else "#" + value[1:].replace("f", "ff") for name, value in tokens.items()
            }


def test_text_and_marks_have_enough_contrast_in_both_themes():
    both = list(themes())
    assert len(both) == 2
    for tokens in both:
        for ground in ("paper", "wash"):
            for text in ("ink", "ink-2", "ink-3", "patina", "patina-dark", "copper", "brick"):
                assert contrast(tokens[text], tokens[ground]) >= 4.5, (text, ground)
            assert contrast(tokens["line-control"], tokens[ground]) >= 3
            assert contrast(tokens["focus"], tokens[ground]) >= 3
        assert contrast(tokens["ink-2"], tokens["hatch"]) >= 4.5
        assert contrast(tokens["ink"], tokens["copper-wash"]) >= 4.5


def test_the_style_names_only_tokens_that_exist():
    css = asset("page.css")
    assert set(re.findall(r"var\(--([\w-]+)\)", css)) <= set(re.findall(r"--([\w-]+):", css))
