"""`cupola up`: open the district in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from cupola.cli.folders import data_folder, data_option
from cupola.cli.opening import set_up


@click.command()
@data_option
@click.option("--host", help="The address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes a free one.  [default: 8765]")
@click.option("--demo", is_flag=True, help="The sample district, in a data folder of its own.")
@click.option("--no-migrate", is_flag=True, help="Leave the database as it is; refuse to start when it is older.")
def up(data: Path | None, host: str | None, port: int | None, demo: bool, no_migrate: bool) -> None:
    """Open the district in a browser: web server and job worker together, on one data folder.

    The first time it prints a one-time link that makes the first account. Settings can also be given as
    CUPOLA_HOST and so on, or in cupola.toml of the data folder. Stop it with Ctrl+C.
    """
    from cupola.site import doorstep, places
    from cupola.site.options import read_options
    from cupola.site.running import serve, stops

    folder = data_folder(data, demo=demo).absolute()
    options = read_options(folder, {"host": host, "port": port})
    places.prepare(options.web)
    with doorstep.alone(options.web):
        if options.port == 0:
            options = options.model_copy(update={"port": doorstep.free_port(options.host)})
        doorstep.refuse_taken(options.host, options.port)
        set_up(options)
        stopped = stops()
        link = _make_ready(demo=demo, migrate=not no_migrate)

        def ready() -> None:
            click.echo(f"\nCupola serves {folder}\n\n  {doorstep.say_where(options)}{link}\n")
            click.echo(
                "The first account is made with this link, which works once." if link != "/" else "Stop with Ctrl+C."
            )

        serve(options, ready=ready, stopped=stopped)


def _make_ready(*, demo: bool, migrate: bool) -> str:
    """Bring the database up to date; returns where the browser is to begin."""
    from cupola.site import agreement
    from cupola.site.first_run import token_of_first_run
    from cupola.site.migrating import bring_up_to_date, refuse_pending
    from cupola.site.statics import lay_out
    from cupola.workspace.district import begin_demo

    lay_out()
    if migrate:
        bring_up_to_date()
    else:
        refuse_pending()
    if demo:
        begin_demo()
    told = agreement.compare()
    if told.fact:
        click.echo(f"{told.fact} {told.step}")
    token = token_of_first_run()
    return f"/setup/?token={token}" if token else "/"
