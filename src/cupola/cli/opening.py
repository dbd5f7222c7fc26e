"""What the commands of the site share: its settings in force and its database open."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.cli.folders import data_folder
from cupola.engine.errors import CupolaError

if TYPE_CHECKING:
    from cupola.site.options import Options


def open_site(data: Path | None) -> Options:
    """The options of a data folder that exists, with Django set up on it. Raises `CupolaError` where there is none."""
    from cupola.site.options import read_options

    folder = data_folder(data).absolute()
    if not (folder / "web").is_dir():
        raise CupolaError(str(folder), "no district was opened here yet.", "`cupola up` begins one; or say --data.")
    options = read_options(folder)
    set_up(options)
    return options


def set_up(options: Options) -> None:
    """Set the environment that this process and its children read their settings from, and set Django up."""
    os.environ.update(
        {
            "CUPOLA_DATA": str(options.data),
            "CUPOLA_HOST": options.host,
            "CUPOLA_PORT": str(options.port),
            "DJANGO_SETTINGS_MODULE": "cupola.site.settings",
        }
    )
    import django

    django.setup()
