"""`cupola up`: open the district in a browser."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import click

from cupola.cli.folders import data_folder, data_option


@click.command()
@data_option
@click.option("--host", help="The address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes a free one.  [default: 8765]")
@click.option("--demo", is_flag=True, help="The sample district, in a data folder of its own.")
def up(data: Path | None, host: str | None, port: int | None, demo: bool) -> None:
    """Open the district in a browser: web server and job worker together, on one data folder.

    The first time it prints a one-time link that makes the first account. Settings can also be given as
    CUPOLA_HOST and so on, or in cupola.toml of the data folder. Stop it with Ctrl+C.
    """
    from cupola.site import places
    from cupola.site.options import read_options
    from cupola.site.running import alone, serve

    folder = data_folder(data, demo=demo).absolute()
    options = read_options(folder, {"host": host, "port": port})
    if options.port == 0:
        options = options.model_copy(update={"port": _free_port(options.host)})
    places.prepare(options.web)
    environment = os.environ | {
        "CUPOLA_DATA": str(folder),
        "CUPOLA_HOST": options.host,
        "CUPOLA_PORT": str(options.port),
        "DJANGO_SETTINGS_MODULE": "cupola.site.settings",
    }
    with alone(options.web):
        os.environ.update(environment)
        link = _make_ready(demo)
        address = (
            options.public_url or f"{'https' if options.tls_certificate else 'http'}://{options.host}:{options.port}"
        )

        def ready() -> None:
            click.echo(f"\nCupola serves {folder}\n\n  {address}{link}\n")
            click.echo(
                "The first account is made with this link, which works once." if link != "/" else "Stop with Ctrl+C."
            )

        serve(options, dict(os.environ), ready=ready)


def _make_ready(demo: bool) -> str:
    """Bring the database up to date; returns where the browser is to begin."""
    import django

    django.setup()
    from cupola.site.first_run import token_of_first_run
    from cupola.site.migrating import bring_up_to_date
    from cupola.site.statics import lay_out
    from cupola.workspace.district import begin_demo

    lay_out()
    bring_up_to_date()
    if demo:
        begin_demo()
    token = token_of_first_run()
    return f"/setup/?token={token}" if token else "/"


def _free_port(host: str) -> int:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
