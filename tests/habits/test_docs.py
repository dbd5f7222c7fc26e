"""What the pages tell people to type works, and the examples in them are well formed."""

from __future__ import annotations

import re

import click
import pytest
import yaml

from cupola.cli import cli
from cupola.engine.catalog import read_check
from cupola.engine.paper.reference_mappings import EXAMPLE
from cupola.engine.sources.forms import FileForm, columns
from cupola.engine.sources.mapping import read_mapping

TYPED = re.compile(r"(?:\.venv/bin/)?cupola ((?:[a-z]|--)[^`#>\n]*)")


@pytest.fixture(scope="module")
def written(project_files, root):
    """Pages that people wrote, by their place."""
    pages = [path for path in project_files if path.suffix == ".md" and "reference" not in path.parts]
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in pages}


def typed_commands(text):
    """The commands in code blocks and in the type of code, without what stands two blanks behind them."""
    shown = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL) + re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)
    lines = [line.strip() for part in shown for line in part.splitlines()]
    found = [match[1] for line in lines if (match := TYPED.match(line))]
    return [re.split(r"\s{2,}|…", command)[0].split() for command in found]


def complaint(words):
    """What is wrong with a command, or None. Files need not exist."""
    command = cli.commands.get(words[0])
    if words[0].startswith("-"):
        return None
    if isinstance(command, click.Group):
        command = command.commands.get(words[1]) if len(words) > 1 else command
    if command is None:
        return "there is no such command"
    known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)} | {"--help"}
    options = [word.split("=")[0] for word in words[1:] if word.startswith("-") and word != "-"]
    return ", ".join(option for option in options if option not in known) or None


def test_every_command_in_the_pages_exists_with_its_options(written):
    wrong = [
        f"{place}: cupola {' '.join(words)}: {why}"
        for place, text in written.items()
        for words in typed_commands(text)
        if (why := complaint(words))
    ]
    assert wrong == []


def test_commands_are_found_in_the_pages(written):
    assert sum(len(typed_commands(text)) for text in written.values()) > 30


def test_every_command_is_in_a_page(written):
    told = {words[0] for text in written.values() for words in typed_commands(text)}
    assert [name for name in cli.commands if name not in told] == []


def test_every_make_target_in_the_pages_exists(written, root):
    known = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE))
    told = {
        (place, name)
        for place, text in written.items()
        for name in re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)
    }
    assert sorted((place, name) for place, name in told if name not in known) == []


def test_the_mapping_in_the_reference_can_be_read(tmp_path):
    path = tmp_path / "enrollment-system.yaml"
    path.write_text(EXAMPLE.lstrip(), encoding="utf-8")
    assert read_mapping(path).columns["full_name"].then == "First Name"


def test_the_check_in_the_page_about_checks_is_well_formed(root, tmp_path):
    text = (root / "docs/adding-a-check.md").read_text("utf-8")
    path = tmp_path / "enrollment-in-unknown-class.sql"
    path.write_text(re.search(r"```sql\n(.*?)```", text, re.DOTALL)[1], encoding="utf-8")
    assert read_check(path).id == "ROS-014"
    cases = [yaml.safe_load(each) for each in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)][-1]
    assert {bool(case["finds"]) for case in cases.values()} == {True, False}


def test_the_form_in_the_page_about_sources_is_well_formed(root):
    text = (root / "docs/adding-a-source.md").read_text("utf-8")
    names = {"FileForm": FileForm, "columns": columns}
    exec(re.search(r"```python\n(.*?)```", text, re.DOTALL)[1], names)
    form = names["COMPUTERS"]
    assert form.recognises(tuple(column.header for column in form.columns))


def test_the_help_of_every_command_ends_its_sentences():
    commands = dict(cli.commands)
    for name, group in cli.commands.items():
        if isinstance(group, click.Group):
            commands |= {f"{name} {each}": command for each, command in group.commands.items()}
    open_ended = [
        name for name, command in commands.items() if not (command.help or "").split("\n\n")[0].strip().endswith(".")
    ]
    assert (isinstance(cli, click.Group), open_ended) == (True, [])
