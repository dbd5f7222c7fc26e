"""Jamf exports: advanced searches of computers and mobile devices, and the sheets of its mass update tool."""

from __future__ import annotations

from cupola.engine.sources.forms import Column, FileForm, columns

HOLDER = """
    Username           text personal
    Full Name          text personal
    Email Address      email personal
    Position           text
    Phone Number       phone personal
    Building           text # as the inventory names the school
    Department         text
    Room               text
"""
PURCHASE = """
    PO Number          id
    PO Date            date
    Vendor             text
    Purchase Price     number
    Warranty Expires = warranty_expiration  date
    Lease Expires = lease_expiration  date
    Site               text
"""
STATE = """
    Managed            text {Managed|Unmanaged|Yes|No|true|false}
    Supervised         bool
    FileVault 2 Status = file_vault_status  text
    Boot Drive Percentage Full = drive_percent_full  number # per cent of the drive in use
"""
COMPUTER_COLUMNS = columns(
    f"""
    JSS Computer ID = computer_id  id # Jamf's own number of the computer
    Computer Name      text personal
    Serial Number*     id
    Asset Tag          id
    Model              text
    Model Identifier   text
    Operating System   text
    Operating System Version = os_version  text
    MAC Address        id
    UDID               id
    Last Check-in      time
    Last Inventory Update  time
    Last Enrollment    time
    {HOLDER}{PURCHASE}{STATE}
    """
)
MOBILE_COLUMNS = columns(
    f"""
    JSS Mobile Device ID = mobile_device_id  id # Jamf's own number of the device
    Display Name       text personal
    Serial Number*     id
    Asset Tag          id
    Model              text
    Model Identifier   text
    OS Version         text
    Wi-Fi MAC Address  id
    UDID               id
    IMEI               id
    Last Inventory Update  time
    Last Enrollment    time
    {HOLDER}{PURCHASE}{STATE}
    """
)
# Jamf writes `2026-10-29 at 7:05 AM` in some releases and ISO in others; dates follow the administrator's language.
TIME = (
    "coalesce(try_cast(nullif(replace(replace({0}, 'Z', ''), ' at ', ' '), '') AS TIMESTAMP), "
    "try_strptime(replace({0}, ' at ', ' '), ['%Y-%m-%d %I:%M %p', '%Y/%m/%d %I:%M %p', '%Y/%m/%d %H:%M:%S', "
    "'%Y/%m/%d %H:%M', '%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y %I:%M %p', '%m/%d/%Y %H:%M', '%m/%d/%Y']))"
)
DATE = f"CAST({TIME} AS DATE)"
READS = (("time", TIME), ("date", DATE))


def _form(table: str, title: str, described: tuple[Column, ...], *marks: str, never: tuple[str, ...] = ()) -> FileForm:
    return FileForm(
        table=table,
        title=title,
        file=f"{table.replace('_', '-')}.csv",
        columns=described,
        marks=frozenset(marks),
        never=frozenset(never),
        key=("serial_number",),
        reads=READS,
    )


NOT_JAMF = ("azure ad device id", "org unit path", "annotated asset id")
COMPUTERS, MOBILE = "jamf_computers", "jamf_mobile_devices"
FORMS = (
    _form(COMPUTERS, "Jamf computers", COMPUTER_COLUMNS, "jss computer id", "serial number"),
    _form(
        COMPUTERS,
        "Jamf computers (search with display fields)",
        COMPUTER_COLUMNS,
        *("computer name", "serial number", "last check-in"),
        never=(*NOT_JAMF, "jss computer id"),
    ),
    _form(COMPUTERS, "Jamf computers (mass update sheet)", COMPUTER_COLUMNS, "computer serial", "asset tag"),
    _form(MOBILE, "Jamf mobile devices", MOBILE_COLUMNS, "jss mobile device id", "serial number"),
    _form(
        MOBILE,
        "Jamf mobile devices (search with display fields)",
        MOBILE_COLUMNS,
        *("display name", "serial number", "last inventory update"),
        never=(*NOT_JAMF, "computer name", "jss mobile device id"),
    ),
    _form(MOBILE, "Jamf mobile devices (mass update sheet)", MOBILE_COLUMNS, "mobile device serial", "asset tag"),
)
ALIASES = {
    "jamf pro computer id": "jss computer id",
    "jamf pro mobile device id": "jss mobile device id",
    "computer serial": "serial number",
    "mobile device serial": "serial number",
    "real name": "full name",
    "email": "email address",
    "site (id or name)": "site",
    "os version": "operating system version",
    "last check in": "last check-in",
    "warranty expiration": "warranty expires",
    "lease expiration": "lease expires",
}
