"""Microsoft Intune device exports: from the portal, and by Graph."""

from __future__ import annotations

from cupola.engine.sources.forms import FileForm, columns

PORTAL = FileForm(
    table="intune_devices",
    title="Intune devices (portal export)",
    file="intune-devices.csv",
    columns=columns(
        """
        Device ID*         id
        Device name        text
        Enrollment date    time
        Last check-in      time
        Azure AD Device ID  id
        OS version         text
        Serial number      id
        Manufacturer       text
        Model              text
        IMEI               id
        Security patch level  text
        Wi-Fi MAC          id
        Total storage      number
        Free storage       number
        Management name    text personal
        Category           text
        UserId             id
        Primary user UPN   email personal
        Primary user email address  email personal
        Primary user display name  text personal
        Compliance         text {Compliant|Noncompliant|In grace period|Not evaluated|Not Evaluated|Error|Conflict}
        Managed by         text
        Ownership          text {Corporate|Personal|Unknown}
        Device state       text
        Supervised         text
        Encrypted          bool
        OS                 text
        SkuFamily          text
        JoinType           text
        Phone number       phone personal
        Jailbroken         text
        EthernetMAC        id
        """
    ),
    marks=frozenset({"device id", "azure ad device id", "last check-in"}),
    key=("device_id",),
    version="portal",
)

GRAPH = FileForm(
    table="intune_devices",
    title="Intune devices (by Graph)",
    file="devices.csv",
    columns=columns(
        """
        DeviceID*          id
        DeviceName         text
        ManagedBy          text
        Ownership          text {Corporate|Personal|Unknown}
        Compliance         text {Compliant|Noncompliant|In grace period|Not evaluated|Not Evaluated|Error|Conflict}
        OS                 text
        OSVersion          text
        LastCheckIn        time
        PrimaryUserUPN     email personal
        SerialNumber       id
        """
    ),
    marks=frozenset({"deviceid", "primaryuserupn"}),
    key=("device_id",),
    version="graph",
)

FORMS = (PORTAL, GRAPH)
