"""`cupola audit`: walk the audit trail and say whether it is whole."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from cupola.cli.folders import data_folder, data_option
from cupola.engine.errors import CupolaError


@click.group()
def audit() -> None:
    """The audit trail of the web application: who did or saw what."""


@audit.command()
@data_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a sentence.")
def verify(data: Path | None, as_json: bool) -> int:
    """Walk the whole chain; exit code 1 when a line was changed, put in, taken out or cut off."""
    _open(data_folder(data).absolute())
    from cupola.workspace import audit as service

    walked, broken = service.verify()
    newest = service.head()
    head = newest.line_hash if newest else None
    if as_json:
        line, fact = (broken.line, broken.fact) if broken else (None, None)
        click.echo(json.dumps({"lines": walked, "whole": broken is None, "line": line, "fact": fact, "head": head}))
    elif broken:
        click.echo(f"audit trail, line {broken.line:,}: {broken.fact} Compare it with a backup.")
    else:
        click.echo(f"{walked:,} lines, each as it was written. Head: {head or 'none yet'}")
    return 1 if broken else 0


def _open(folder: Path) -> None:
    if not (folder / "web").is_dir():
        raise CupolaError(str(folder), "was never opened with `cupola up`.", "Say which folder with --data.")
    os.environ["CUPOLA_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cupola.site.settings")
    import django

    django.setup()
