"""Snipe-IT asset exports and import sheets."""

from __future__ import annotations

from cupola.engine.sources.forms import FileForm, columns, folded

ASSETS = FileForm(
    table="snipeit_assets",
    title="Snipe-IT assets",
    file="snipe-it-assets.csv",
    columns=columns(
        """
        Asset Tag*         id
        Name               text personal
        Serial             id
        Category           text
        Manufacturer       text
        Model              text
        Model Number       text
        Status             text
        Location           text
        Company            text
        Supplier           text
        Order Number       id
        Purchase Date      date
        Purchase Cost      number
        Warranty           text
        Asset EOL Date     date
        Asset Notes        text personal
        Checkout Type      text
        Checked Out To: Username  text personal
        Checked Out To: First Name  text personal
        Checked Out To: Last Name  text personal
        Checked Out To: Email  email personal
        Checked Out To: Location  text
        """
    ),
    marks=frozenset(folded(mark) for mark in ("Asset Tag", "Category", "Model")),
    key=("asset_tag",),
)

ALIASES = {"serial number": "serial", "item name": "name", "checked out to: name": "name"}

FORMS = (ASSETS,)
