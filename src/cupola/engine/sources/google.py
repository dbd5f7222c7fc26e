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

FORMS = (DEVICES, USERS)
