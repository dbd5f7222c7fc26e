"""How device exports and directory users fill the record: one SELECT for each source and record table."""

from __future__ import annotations

PLACEHOLDERS = (
    "'', '0', '00000000', 'NONE', 'N/A', 'NA', 'UNKNOWN', 'DEFAULT STRING', 'SYSTEM SERIAL NUMBER', "
    "'TO BE FILLED BY O.E.M.', 'NOT SPECIFIED', 'NOT AVAILABLE'"
)
SERIAL = f"CASE WHEN upper(trim({{0}})) NOT IN ({PLACEHOLDERS}) THEN upper(trim({{0}})) END"

GOOGLE: dict[str, str] = {
    "devices": f"""
SELECT record_key(g.system, g.device_id) AS device_id, {SERIAL.format("g.serial_number")} AS serial_number,
       g.annotated_asset_id AS asset_tag, 'chromebook' AS device_type, g.model, 'ChromeOS' AS os, g.os_version,
       CASE WHEN regexp_matches(g.auto_update_expiration, '^[0-9]{{12,13}}$')
            THEN CAST(epoch_ms(CAST(g.auto_update_expiration AS BIGINT)) AS DATE)
            WHEN regexp_matches(g.auto_update_expiration, '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')
            THEN CAST(substr(g.auto_update_expiration, 1, 10) AS DATE) END AS support_end,
       CASE g.status WHEN 'ACTIVE' THEN 'in_service' WHEN 'DEPROVISIONED' THEN 'retired'
            WHEN 'DISABLED' THEN 'lost' WHEN 'PRE_PROVISIONED' THEN 'stock' ELSE 'unknown' END AS lifecycle,
       coalesce(g.annotated_location, g.org_unit_path) AS location, g.system, g.file, g.line
FROM google_devices g""",
    "device_identifiers": """
SELECT record_key(g.system, g.device_id) AS device_id, 'mdm' AS id_type, g.device_id AS value,
       g.system, g.file, g.line FROM google_devices g
UNION ALL
SELECT record_key(g.system, g.device_id), 'mac_wifi', lower(g.mac_address), g.system, g.file, g.line
FROM google_devices g WHERE g.mac_address IS NOT NULL""",
    "device_assignments": """
SELECT record_key(g.system, g.device_id) AS device_id, lower(trim(g.annotated_user)) AS email,
       g.org_unit_path AS location, 'annotated' AS kind, g.system, g.file, g.line
FROM google_devices g WHERE g.annotated_user IS NOT NULL
UNION ALL
SELECT record_key(g.system, g.device_id), lower(trim(g.recent_users_0_email)), g.org_unit_path, 'recent_user',
       g.system, g.file, g.line
FROM google_devices g WHERE g.recent_users_0_email IS NOT NULL""",
    "device_observations": """
SELECT record_key(g.system, g.device_id) AS device_id, g.last_sync AS seen_at, g.os_version,
       g.system, g.file, g.line
FROM google_devices g WHERE g.last_sync IS NOT NULL""",
    "accounts": """
SELECT record_key(g.system, coalesce(g.id, substr(sha256(lower(g.primary_email)), 1, 16))) AS account_id,
       lower(g.primary_email) AS username, lower(g.primary_email) AS email,
       NOT coalesce(g.suspended, false) AND NOT coalesce(g.archived, false) AS enabled,
       coalesce(g.is_admin, false) OR coalesce(g.is_delegated_admin, false) AS is_administrator,
       g.org_unit_path AS org_unit, g.external_ids_0_value AS external_id,
       g.creation_time AS created_at, g.last_login_time AS last_sign_in_at, g.system, g.file, g.line
FROM google_users g""",
}

INTUNE: dict[str, str] = {
    "devices": f"""
SELECT record_key(i.system, i.device_id) AS device_id, {SERIAL.format("i.serial_number")} AS serial_number,
       'laptop' AS device_type, i.manufacturer, i.model, i.os, i.os_version, 'in_service' AS lifecycle,
       i.system, i.file, i.line
FROM intune_devices i""",
    "device_identifiers": """
SELECT record_key(i.system, i.device_id) AS device_id, 'mdm' AS id_type, i.device_id AS value,
       i.system, i.file, i.line FROM intune_devices i
UNION ALL
SELECT record_key(i.system, i.device_id), 'mac_wifi', lower(replace(i.wi_fi_mac, ':', '')), i.system, i.file, i.line
FROM intune_devices i WHERE i.wi_fi_mac IS NOT NULL""",
    "device_assignments": """
SELECT record_key(i.system, i.device_id) AS device_id, lower(trim(i.primary_user_upn)) AS email,
       CAST(NULL AS VARCHAR) AS location, 'assigned' AS kind, i.system, i.file, i.line
FROM intune_devices i WHERE i.primary_user_upn IS NOT NULL""",
    "device_observations": """
SELECT record_key(i.system, i.device_id) AS device_id, i.last_check_in AS seen_at, i.compliance, i.encrypted,
       i.os_version, i.total_storage AS storage_total_gb, i.free_storage AS storage_free_gb,
       i.system, i.file, i.line
FROM intune_devices i WHERE i.last_check_in IS NOT NULL""",
}

SNIPEIT: dict[str, str] = {
    "devices": f"""
SELECT record_key(s.system, s.asset_tag) AS device_id, {SERIAL.format("s.serial")} AS serial_number, s.asset_tag,
       CASE WHEN s.category ILIKE '%chromebook%' THEN 'chromebook' WHEN s.category ILIKE '%laptop%' THEN 'laptop'
            WHEN s.category ILIKE '%tablet%' OR s.category ILIKE '%ipad%' THEN 'tablet'
            WHEN s.category ILIKE '%desktop%' THEN 'desktop' WHEN s.category ILIKE '%phone%' THEN 'phone'
            WHEN s.category ILIKE '%hotspot%' THEN 'hotspot' ELSE 'other' END AS device_type,
       s.manufacturer, s.model, s.purchase_date, s.purchase_cost, s.asset_eol_date AS support_end,
       CASE WHEN s.status ILIKE '%deployed%' THEN 'in_service'
            WHEN s.status ILIKE '%ready%' OR s.status ILIKE '%stock%' THEN 'stock'
            WHEN s.status ILIKE '%repair%' THEN 'repair' WHEN s.status ILIKE '%lost%' THEN 'lost'
            WHEN s.status ILIKE '%archived%' OR s.status ILIKE '%retired%' THEN 'retired'
            ELSE 'unknown' END AS lifecycle,
       s.location, s.system, s.file, s.line
FROM snipeit_assets s""",
    "device_assignments": """
SELECT record_key(s.system, s.asset_tag) AS device_id, lower(trim(s.checked_out_to_email)) AS email,
       s.checked_out_to_location AS location, 'checked_out' AS kind, s.system, s.file, s.line
FROM snipeit_assets s
WHERE s.checked_out_to_email IS NOT NULL OR s.checked_out_to_location IS NOT NULL""",
}

SEEN = """CASE WHEN regexp_matches({0}, '^[0-9]{{9,10}}([.][0-9]+)?$')
            THEN make_timestamp(CAST(CAST({0} AS DOUBLE) * 1000000 AS BIGINT))
            ELSE try_cast(replace({0}, 'Z', '') AS TIMESTAMP) END"""
# Disks are written as GB or as bytes; no disk has a million GB.
GIGABYTES = (
    "CASE WHEN try_cast({0} AS DOUBLE) > 1e6 THEN try_cast({0} AS DOUBLE) / 1e9 ELSE try_cast({0} AS DOUBLE) END"
)

MOSYLE: dict[str, str] = {
    "devices": f"""
SELECT record_key(m.system, m.deviceudid) AS device_id, {SERIAL.format("m.serial_number")} AS serial_number,
       m.asset_tag,
       CASE WHEN m.os ILIKE 'ios%' OR m.device_model ILIKE '%ipad%' THEN 'tablet'
            WHEN m.device_model ILIKE '%macbook%' THEN 'laptop' WHEN m.os ILIKE 'mac%' THEN 'desktop'
            ELSE 'other' END AS device_type,
       'Apple' AS manufacturer, coalesce(m.device_model_name, m.model_name, m.device_model) AS model, m.os,
       m.osversion AS os_version,
       CASE WHEN upper(m.lostmode_status) IN ('ENABLED', 'ON', 'TRUE', '1') THEN 'lost' ELSE 'in_service' END
         AS lifecycle, m.location, m.system, m.file, m.line
FROM mosyle_devices m""",
    "device_identifiers": """
SELECT record_key(m.system, m.deviceudid) AS device_id, 'udid' AS id_type, m.deviceudid AS value,
       m.system, m.file, m.line FROM mosyle_devices m
UNION ALL
SELECT record_key(m.system, m.deviceudid), 'mac_wifi', lower(replace(m.wifi_mac_address, ':', '')),
       m.system, m.file, m.line
FROM mosyle_devices m WHERE m.wifi_mac_address IS NOT NULL""",
    "device_assignments": """
SELECT record_key(m.system, m.deviceudid) AS device_id, lower(trim(m.userid)) AS email, m.location,
       'assigned' AS kind, m.system, m.file, m.line
FROM mosyle_devices m WHERE m.userid IS NOT NULL""",
    "device_observations": f"""
SELECT record_key(m.system, m.deviceudid) AS device_id, {SEEN.format("m.date_last_beat")} AS seen_at,
       m.osversion AS os_version, {GIGABYTES.format("m.total_disk")} AS storage_total_gb,
       {GIGABYTES.format("m.available_disk")} AS storage_free_gb, m.system, m.file, m.line
FROM mosyle_devices m WHERE m.date_last_beat IS NOT NULL""",
}
