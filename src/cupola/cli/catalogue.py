"""`cupola checks`, `cupola explain`, `cupola docs`: the catalogue, read aloud."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from pathlib import Path

import click

from cupola.cli.folders import data_folder, data_option
from cupola.engine.catalog import Check, by_id, retired, roles, shipped_checks
from cupola.engine.errors import CupolaError
from cupola.engine.judge.own_files import read_own


def all_checks(data: Path | None) -> tuple[Check, ...]:
    """The catalogue's checks and the district's own."""
    return by_id((*shipped_checks(), *read_own(data_folder(data) / "checks").checks))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@data_option
def checks(as_json: bool, data: Path | None) -> None:
    """List every check: id, severity, who fixes it, title."""
    found = all_checks(data)
    if as_json:
        click.echo(json.dumps([_facts(check) for check in found], indent=1, ensure_ascii=False))
        return
    titles = roles()
    area = ""
    for check in sorted(found, key=lambda check: (check.subject_area, check.id)):
        if check.subject_area != area:
            area = check.subject_area
            click.echo(f"\n{area.replace('-', ' ')}")
        who = titles.get(check.role, check.role)
        click.echo(f"  {check.id}  {check.severity.word:<8}{who:<28}{check.title}")
    click.echo(f"\n{len(found)} checks. `cupola explain ID` tells what one means.")


def _facts(check: Check) -> dict[str, object]:
    return {
        "id": check.id,
        "title": check.title,
        "severity": check.severity.word,
        "role": check.role,
        "area": check.subject_area,
        "why": check.why,
        "fix": check.fix,
        "not_a_problem_when": check.not_a_problem_when,
        "needs": list(check.needs),
    }


@click.command()
@click.argument("check_id")
@data_option
def explain(check_id: str, data: Path | None) -> None:
    """Tell what a check means: what goes wrong, who fixes it and how, and when it is not a problem."""
    found = {check.id: check for check in all_checks(data)}
    asked = check_id.strip().upper()
    if asked in retired():
        now, why = retired()[asked]
        click.echo("\n".join([f"{asked} is no more: {now} finds the same.", *textwrap.wrap(why, 88), ""]))
        asked = now
    check = found.get(asked)
    if check is None:
        near = [key for key in found if key[:3] == asked[:3]]
        raise CupolaError(
            check_id,
            "there is no such check.",
            f"Near it: {', '.join(near)}." if near else "`cupola checks` lists them all.",
        )
    click.echo("\n".join(explanation(check)))


def explanation(check: Check) -> Sequence[str]:
    """The manual of a check, as lines of at most 88 characters."""
    hours = f", about {check.hours:g} hours each" if check.hours else ""
    lines = [f"{check.id}  {check.title}", ""]
    lines += [f"{check.severity.word}; fixed by the {roles().get(check.role, check.role).lower()}{hours}", ""]
    for heading, text in (
        ("Why it matters", check.why),
        ("How to fix it", check.fix),
        ("Not a problem when", check.not_a_problem_when),
    ):
        lines += [heading, *textwrap.wrap(text, 86, initial_indent="  ", subsequent_indent="  "), ""]
    if check.needs:
        lines += ["Reads", "  " + ", ".join(check.needs), ""]
    body = check.sql or (f"where {check.where}" if check.where else None)
    if body:
        lines += ["The rule itself", *("  " + line for line in body.splitlines())]
    else:
        lines += ["Found while a file is read and held against its description; there is no SQL."]
    return lines


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail when a page is out of date.")
@click.option(
    "--picture",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also draw the report on the sample district into this SVG file.",
)
@click.argument("folder", default="docs/reference", type=click.Path(file_okay=False, path_type=Path))
@click.pass_context
def docs(ctx: click.Context, only_check: bool, picture: Path | None, folder: Path) -> None:
    """Write the reference pages of every check, format, record table and command into FOLDER."""
    from cupola.cli.manual import commands_page, picture_of_report
    from cupola.cli.settings_page import settings_page
    from cupola.engine.paper.reference import pages

    group = ctx.find_root().command
    assert isinstance(group, click.Group)
    ours = {"commands.md": commands_page(group), "settings.md": settings_page()}
    made = {folder / name: text for name, text in {**pages(), **ours}.items()}
    gone = [path for path in _generated_pages(folder) if path not in made]
    if picture is not None:
        made[picture] = picture_of_report()
    stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if only_check and (stale or gone):
        names = ", ".join(sorted(path.name for path in (*stale, *gone)))
        raise CupolaError(str(folder), f"out of date: {names}.", "Run `make docs`.")
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made[path], encoding="utf-8", newline="\n")
    for path in gone:
        path.unlink()
    click.echo(f"{len(stale)} pages written, {len(gone)} removed." if stale or gone else "The reference is up to date.")


def _generated_pages(folder: Path) -> list[Path]:
    """The pages that an earlier run wrote; what people wrote is left alone."""
    from cupola.engine.paper.markdown import MADE

    return [path for path in sorted(folder.rglob("*.md")) if MADE in path.read_text(encoding="utf-8")]
