"""`cupola admin …`: what an administrator does at the computer itself when the web cannot."""

from __future__ import annotations

from pathlib import Path

import click

from cupola.cli.folders import data_option
from cupola.cli.opening import open_site


@click.group()
def admin() -> None:
    """At the computer itself, when the web cannot: updates that were cut off, people locked out, the sample's end.

    Whoever can read the data folder can do all of this; the audit trail says that it was done here.
    """


@admin.command()
@click.option("--go-on", is_flag=True, help="Go on with a change that was cut off.")
@data_option
def migrate(go_on: bool, data: Path | None) -> None:
    """Bring the database up to date without starting; `cupola up` does so by itself."""
    options = open_site(data)
    from cupola.site.doorstep import alone
    from cupola.site.migrating import bring_up_to_date

    with alone(options.web):
        count = bring_up_to_date(go_on=go_on)
    click.echo(f"{count} changes made. The database is as this version needs it.")


@admin.command("restore-database")
@data_option
def restore_database(data: Path | None) -> None:
    """Put back the copy of the database that was made before a change that was cut off."""
    options = open_site(data)
    from cupola.site.doorstep import alone
    from cupola.site.migrating import put_back

    with alone(options.web):
        copy = put_back()
    click.echo(f"The database is that of {copy.name} again; the half-done one lies beside it.")


@admin.command()
@click.argument("email")
@click.option("--name", default="", help="The name of a new account.")
@click.option("--administrator", is_flag=True, help="Make it an administrator, with a new account if need be.")
@click.option("--without-second-factor", is_flag=True, help="Forget the codes and passkeys of the account.")
@data_option
def link(email: str, name: str, administrator: bool, without_second_factor: bool, data: Path | None) -> None:
    """Print a one-time link by which somebody chooses a new password: for an administrator who is locked out."""
    options = open_site(data)
    from cupola.site.admin import make_link
    from cupola.site.doorstep import address_of

    path = make_link(email, name=name, administrator=administrator, without_second_factor=without_second_factor)
    click.echo(f"{address_of(options)}{path}\nIt works once, for 14 days. Give it to nobody else.")


@admin.command()
@data_option
def users(data: Path | None) -> None:
    """List the accounts with their roles, and when each signed in last."""
    open_site(data)
    from cupola.site.admin import accounts

    for each in accounts():
        state = "" if each.is_active else "  closed"
        roles = "; ".join(each.roles) or "no role"
        click.echo(f"{each.email:<40} {each.name:<30} {roles}  {each.last_login or 'never'}{state}")


@admin.command("wipe-sample")
@click.confirmation_option(prompt="The sample district and all that was decided in it will be gone. Go on?")
@data_option
def wipe_sample(data: Path | None) -> None:
    """Remove the sample district to begin with your own files; accounts stay."""
    open_site(data)
    from cupola.workspace import district

    gone = district.wipe_sample(by=None)
    click.echo("The sample district is gone." if gone else "There is no sample district here.")
