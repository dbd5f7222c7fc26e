"""Where the district's data lies: --data, CUPOLA_DATA, or the platform's own place."""

from __future__ import annotations

import os
from pathlib import Path

import click

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="The data folder.  [default: $CUPOLA_DATA, or this platform's place]",
)

system_option = click.option(
    "--system",
    help="A name for where these files come from, when you have several systems of one kind (two MDMs).",
)


def data_folder(given: Path | None, *, demo: bool = False) -> Path:
    """The data folder in force; it need not exist yet. The sample district never lies among your own data."""
    if given is not None:
        return given
    name = "cupola-demo" if demo else "cupola"
    if from_environment := os.environ.get("CUPOLA_DATA"):
        return Path(from_environment + "-demo" if demo else from_environment)
    from platformdirs import user_data_path

    return user_data_path(name, appauthor=False)
