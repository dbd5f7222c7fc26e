"""Google exports: ChromeOS devices and directory users, as GAM and the Admin console write them."""

from __future__ import annotations

from cupola.engine.sources.forms import FileForm, columns, folded

STATES = (
    *("ACTIVE", "DELINQUENT", "DEPROVISIONED", "DISABLED", "INACTIVE", "PRE_PROVISIONED"),
    *("RETURN_ARRIVED", "RETURN_REQUESTED", "SHIPPED", "UNKNOWN"),
)

DEVICES = FileForm(
    table="google_devices",
    title="Google ChromeOS devices",
    file="google-devices.csv",
    columns=columns(
        """
        deviceId*          id # Google's own key of the device
        serialNumber       id
        status             text {STATES}
        lastSync           time
        annotatedUser      text personal
        annotatedLocation  text
        annotatedAssetId   id
        notes              text personal
        model              text
        orderNumber        id
        osVersion          text
        platformVersion    text
        firmwareVersion    text
        macAddress         id
        ethernetMacAddress  id
        bootMode           text
        orgUnitPath        text
        firstEnrollmentTime  time
        lastEnrollmentTime  time
        manufactureDate    text
        autoUpdateExpiration  text # unix milliseconds, or a date
        autoUpdateThrough  text
        deviceLicenseType  text
        chromeOsType       text
        deprovisionReason  text
        recentUsers.0.email  email personal
        recentUsers.0.type  text
        """.replace("{STATES}", "{" + "|".join(STATES) + "}")
    ),
    marks=frozenset({"deviceid", "serialnumber", "lastsync"}),
    key=("device_id",),
)

USERS = FileForm(
    table="google_users",
    title="Google directory users",
    file="google-users.csv",
    columns=columns(
        """
        primaryEmail*      email personal
        id                 id # Google's own key of the account
        name.givenName     text personal
        name.familyName    text personal
        orgUnitPath        text
        suspended          bool
        archived           bool
        isAdmin            bool
        isDelegatedAdmin   bool
        isEnrolledIn2Sv    bool
        creationTime       time
        lastLoginTime      time
        externalIds.0.type  text
        externalIds.0.value  id # usually the student or staff number
        """
    ),
    marks=frozenset(folded(mark) for mark in ("primaryEmail", "orgUnitPath", "suspended")),
    key=("primary_email",),
)

CONSOLE_STATES = {
    "ACTIVE": ("Provisioned", "Active"),
    "DEPROVISIONED": ("Deprovisioned",),
    "DISABLED": ("Disabled",),
    "PRE_PROVISIONED": ("Pre-provisioned",),
    "INACTIVE": ("Inactive",),
}
_STATE_WORDS = " ".join(
    f"WHEN '{word.lower()}' THEN '{state}'" for state, words in CONSOLE_STATES.items() for word in words
)
# The console writes the names of its columns in the language and for the columns that an administrator chose.
CONSOLE_DEVICES = FileForm(
    table="google_devices",
    title="Google ChromeOS devices (Admin console)",
    file="chrome-devices.csv",
    columns=columns(
        """
        Device ID = device_id  id
        Serial Number* = serial_number  id
        Status             text {STATES}
        Last Sync          time
        User = annotated_user  text personal
        Location = annotated_location  text
        Asset ID = annotated_asset_id  id
        Notes              text personal
        Model              text
        Order Number       id
        OS Version         text
        Firmware Version   text
        MAC Address        id
        Ethernet MAC Address  id
        Boot Mode          text
        Org Unit Path      text
        First Enrollment Time  time
        Last Enrollment Time  time
        Manufacture Date   text
        Auto Update Expiration  text
        Most Recent User = recent_users_0_email  email personal
        """.replace("{STATES}", "{" + "|".join(word for words in CONSOLE_STATES.values() for word in words) + "}")
    ),
    marks=frozenset({"serial number", "status", "org unit path", "last sync"}),
    never=frozenset({"deviceid", "azure ad device id"}),
    key=("serial_number",),
    version="console",
    reads=(("status", f"CASE lower(trim({{0}})) {_STATE_WORDS} ELSE {{0}} END"),),
    stands_for=(("device_id", "serial_number"),),
)
OFF = "'suspended', 'archived', 'suspended (blocked)', 'deleted'"
IS_OFF = f"CASE WHEN lower(trim({{0}})) IN ({OFF}) THEN true WHEN lower(trim({{0}})) = 'active' THEN false END"
TIME = (
    "coalesce(try_cast(nullif(replace({0}, 'Z', ''), '') AS TIMESTAMP), "
    "try_strptime({0}, ['%Y/%m/%d %H:%M:%S', '%Y/%m/%d %I:%M:%S %p', '%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y']))"
)
CONSOLE_USERS = FileForm(
    table="google_users",
    title="Google directory users (Admin console)",
    file="user-download.csv",
    columns=columns(
        """
        Email Address [Required]* = primary_email  email personal
        First Name [Required] = name_given_name  text personal
        Last Name [Required] = name_family_name  text personal
        Org Unit Path [Required] = org_unit_path  text
        Status [READ ONLY] = suspended  bool # Active, Suspended or Archived
        Last Sign In [READ ONLY] = last_login_time  time
        Employee ID = external_ids_0_value  id # usually the student or staff number
        2sv Enrolled [READ ONLY] = is_enrolled_in2_sv  bool
        """
    ),
    marks=frozenset({"email address [required]", "org unit path [required]"}),
    key=("primary_email",),
    version="console",
    reads=(("suspended", IS_OFF), ("time", TIME)),
)
# Other names under which the console's columns are met: folded -> folded.
DEVICE_ALIASES = {
    "device serial number": "serial number",
    "serial": "serial number",
    "device status": "status",
    "organizational unit": "org unit path",
    "organizational unit path": "org unit path",
    "organization unit path": "org unit path",
    "last policy sync": "last sync",
    "last synced": "last sync",
    "last sync time": "last sync",
    "annotated user": "user",
    "annotated location": "location",
    "annotated asset id": "asset id",
    "assetid": "asset id",
    "asset tag": "asset id",
    "chrome version": "os version",
    "mac": "mac address",
    "aue": "auto update expiration",
    "aue date": "auto update expiration",
    "auto-update expiration": "auto update expiration",
    "auto-update expiration date": "auto update expiration",
    "recent user": "most recent user",
}

FORMS = (DEVICES, CONSOLE_DEVICES, USERS, CONSOLE_USERS)
