"""Mosyle devices, as its API lists them: pages of JSON, `{"response": {"devices": […]}}`."""

from __future__ import annotations

from cupola.engine.sources.forms import FileForm, columns

DEVICES = FileForm(
    table="mosyle_devices",
    title="Mosyle devices",
    file="listdevices.json",
    columns=columns(
        """
        deviceudid*        id
        serial_number      id
        device_name        text personal
        device_model       text
        device_model_name  text
        model_name         text
        os                 text
        osversion          text
        asset_tag          id
        status             text
        enrollment_type    text
        managementstatus = management_status  text
        userid             text personal
        username           text personal
        usertype           text
        sharedcartname = shared_cart_name  text
        location           text
        tags               text
        date_last_beat     text # seconds since 1970, or ISO 8601
        date_info          text # seconds since 1970, or ISO 8601
        wifi_mac_address   id
        ethernet_mac_address  id
        is_supervised      text
        total_disk         text
        available_disk     text
        lostmode_status    text
        imei               id
        """
    ),
    marks=frozenset({"deviceudid", "date_last_beat"}),
    key=("deviceudid",),
    version="api",
)

FORMS = (DEVICES,)
