"""How Jamf and Incident IQ fill the record: one SELECT for each source and record table."""

from __future__ import annotations

from cupola.engine.sources.device_fills import SERIAL


def _id_of(alias: str) -> str:
    """Jamf's own number of a device, or its serial number where an export leaves the number out."""
    own = "computer_id" if alias == "c" else "mobile_device_id"
    return f"record_key({alias}.system, coalesce({alias}.{own}, {alias}.serial_number))"


def _identifiers(alias: str, table: str, mac: str) -> str:
    key = _id_of(alias)
    where = f"FROM {table} {alias} WHERE {alias}"
    place = f"{alias}.system, {alias}.file, {alias}.line"
    return f"""
SELECT {key} AS device_id, 'mdm' AS id_type, {alias}.udid AS value, {place} {where}.udid IS NOT NULL
UNION ALL
SELECT {key}, 'mac_wifi', lower(replace({alias}.{mac}, ':', '')), {place} {where}.{mac} IS NOT NULL"""


def _assignments(alias: str, table: str) -> str:
    holder = f"coalesce({alias}.email_address, CASE WHEN {alias}.username LIKE '%@%' THEN {alias}.username END)"
    return f"""
SELECT {_id_of(alias)} AS device_id, lower(trim({holder})) AS email, {alias}.building AS location, 'assigned' AS kind,
       {alias}.system, {alias}.file, {alias}.line
FROM {table} {alias} WHERE {holder} IS NOT NULL OR {alias}.building IS NOT NULL"""


COMPUTER, MOBILE = "jamf_computers", "jamf_mobile_devices"
IN_USE = "CASE WHEN lower({0}.managed) IN ('unmanaged', 'no', 'false') THEN 'unknown' ELSE 'in_service' END"
JAMF: dict[str, str] = {
    "devices": f"""
SELECT {_id_of("c")} AS device_id, {SERIAL.format("c.serial_number")} AS serial_number, c.asset_tag,
       CASE WHEN c.model ILIKE '%macbook%' THEN 'laptop' ELSE 'desktop' END AS device_type, 'Apple' AS manufacturer,
       c.model, coalesce(c.operating_system, 'macOS') AS os, c.os_version, c.po_date AS purchase_date,
       c.purchase_price AS purchase_cost, CAST(NULL AS DATE) AS support_end, {IN_USE.format("c")} AS lifecycle,
       c.building AS location, c.system, c.file, c.line
FROM {COMPUTER} c
UNION ALL
SELECT {_id_of("m")}, {SERIAL.format("m.serial_number")}, m.asset_tag, 'tablet', 'Apple', m.model,
       CASE WHEN m.model ILIKE '%ipad%' THEN 'iPadOS' WHEN m.model ILIKE '%tv%' THEN 'tvOS' ELSE 'iOS' END,
       m.os_version, m.po_date, m.purchase_price, CAST(NULL AS DATE), {IN_USE.format("m")}, m.building,
       m.system, m.file, m.line
FROM {MOBILE} m""",
    "device_identifiers": _identifiers("c", COMPUTER, "mac_address")
    + "\nUNION ALL"
    + _identifiers("m", MOBILE, "wi_fi_mac_address"),
    "device_assignments": _assignments("c", COMPUTER) + "\nUNION ALL" + _assignments("m", MOBILE),
    "device_observations": f"""
SELECT {_id_of("c")} AS device_id, coalesce(c.last_check_in, c.last_inventory_update) AS seen_at,
       CASE WHEN c.file_vault_status ILIKE '%not%encrypted%' THEN false
            WHEN c.file_vault_status ILIKE '%encrypted%' THEN true END AS encrypted,
       c.os_version, c.system, c.file, c.line
FROM {COMPUTER} c WHERE coalesce(c.last_check_in, c.last_inventory_update) IS NOT NULL
UNION ALL
SELECT {_id_of("m")}, m.last_inventory_update, CAST(NULL AS BOOLEAN), m.os_version, m.system, m.file, m.line
FROM {MOBILE} m WHERE m.last_inventory_update IS NOT NULL""",
}

# What a district calls the state of an asset, in the order in which the words decide.
STATES = (
    ("repair", ("repair",)),
    ("lost", ("lost", "stolen", "missing")),
    ("retired", ("retired", "surplus", "disposed", "broken")),
    ("stock", ("storage", "stock", "available")),
    ("in_service", ("service", "use", "deployed", "assigned")),
)
KINDS = ("chromebook", "laptop", "tablet", "desktop", "phone", "hotspot")
LIFECYCLE = " ".join(
    f"WHEN regexp_matches(lower(q.status_name), '{'|'.join(words)}') THEN '{state}'" for state, words in STATES
)
CATEGORY = " ".join(f"WHEN q.category_name ILIKE '%{kind}%' THEN '{kind}'" for kind in KINDS)
INCIDENT_IQ: dict[str, str] = {
    "devices": f"""
SELECT record_key(q.system, q.asset_id) AS device_id, {SERIAL.format("q.serial_number")} AS serial_number,
       q.asset_tag,
       CASE {CATEGORY} WHEN q.category_name ILIKE '%ipad%' THEN 'tablet' ELSE 'other' END AS device_type,
       q.manufacturer_name AS manufacturer, q.model_name AS model,
       coalesce(q.purchased_date, CAST(q.created_date AS DATE)) AS purchase_date, q.purchase_price AS purchase_cost,
       CASE {LIFECYCLE} ELSE 'unknown' END AS lifecycle,
       q.location_name AS location, q.system, q.file, q.line
FROM incident_iq_assets q""",
    "device_assignments": """
SELECT record_key(q.system, q.asset_id) AS device_id, lower(trim(q.owner_email)) AS email,
       q.location_name AS location, 'checked_out' AS kind, q.system, q.file, q.line
FROM incident_iq_assets q WHERE q.owner_email IS NOT NULL OR q.location_name IS NOT NULL""",
}
