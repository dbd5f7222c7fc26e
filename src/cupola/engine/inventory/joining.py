"""Which rows of device management, directory and asset register are one physical device.

The crosswalk of linking decides where it joins something. What it leaves alone, such as a device that is twice in one
register, goes by a rule of our own, unless a person said that it is another device. First that decides:

1. The same serial number, in capitals, letter O and digit 0 alike. Where one system holds two serial numbers that
   differ only in that, they are two devices. A number on more than two rows of one system is a placeholder.
2. A row without a serial number: the one device with the same asset tag and the same model.
3. A device that only a register knows and one that only a management knows, alone on the same asset tag and with the
   same model: the serial number was typed wrongly.
"""

from __future__ import annotations

from cupola.engine.inventory.opened import Opened

SAID = """
CREATE TEMP TABLE said AS
WITH rows AS (
  SELECT d.device_id, split_part(d.device_id, ':', 1) AS system, max(f.kind) AS source,
         min(upper(regexp_replace(d.serial_number, '[^A-Za-z0-9]', '', 'g'))) AS serial,
         min(upper(trim(d.asset_tag))) AS tag, min(d.model) AS model, min(d.device_type) AS kind,
         min(d.purchase_date) AS bought_on, max(d.purchase_cost) AS cost, max(d.support_end) AS support_end,
         min(coalesce(d.lifecycle, 'unknown')) AS lifecycle, min(d.location) AS place,
         min(d.serial_number) AS serial_as_written, min(d.asset_tag) AS tag_as_written
  FROM devices d LEFT JOIN file_kinds f ON f.file = d.file
  WHERE d.device_id IS NOT NULL GROUP BY d.device_id
),
real AS (
  SELECT *, CASE WHEN length(serial) > 4 AND length(replace(serial, serial[1], '')) > 0
                  AND count(*) OVER (PARTITION BY system, serial) <= 2 THEN serial END AS exact FROM rows
),
alike AS (
  SELECT *, replace(exact, 'O', '0') AS zeros FROM real
),
two AS (
  SELECT zeros FROM alike WHERE zeros IS NOT NULL GROUP BY zeros, system HAVING count(DISTINCT exact) > 1
)
SELECT a.* EXCLUDE (serial, exact, zeros),
       CASE WHEN t.zeros IS NULL THEN a.zeros ELSE a.exact END AS serial, folded(a.model) AS model_key
FROM alike a LEFT JOIN (SELECT DISTINCT zeros FROM two) t ON t.zeros = a.zeros"""
BY_SERIAL_OR_TAG = """
CREATE TEMP TABLE grouped AS
WITH tagged AS (
  SELECT tag, min(serial) AS serial, min(model_key) AS model_key FROM said
  WHERE tag IS NOT NULL AND tag <> '' AND serial IS NOT NULL GROUP BY tag HAVING count(DISTINCT serial) = 1
)
SELECT s.device_id,
       CASE WHEN s.serial IS NOT NULL THEN 's:' || s.serial WHEN t.serial IS NOT NULL THEN 's:' || t.serial
            WHEN s.tag <> '' THEN concat('t:', s.tag, ' ', s.model_key) ELSE 'd:' || s.device_id END AS one
FROM said s
LEFT JOIN tagged t ON t.tag = s.tag AND s.serial IS NULL AND (s.model_key IS NULL OR t.model_key IS NULL
  OR contains(s.model_key, t.model_key) OR contains(t.model_key, s.model_key))"""
MISTYPED = """
CREATE TEMP TABLE mistyped AS
WITH ones AS (
  SELECT g.one, min(s.tag) AS tag, bool_or(s.source = 'register') AS is_registered,
         bool_or(s.source = 'managed') AS is_managed, count(DISTINCT s.tag) AS tags, min(s.model_key) AS model_key
  FROM grouped g JOIN said s USING (device_id) GROUP BY g.one
),
alone AS (SELECT tag FROM ones WHERE tag <> '' AND tags = 1 GROUP BY tag
          HAVING count(*) = 2 AND count(*) FILTER (is_registered AND NOT is_managed) = 1
             AND count(*) FILTER (is_managed AND NOT is_registered) = 1)
SELECT r.one AS wrong, m.one AS right_one
FROM alone JOIN ones r ON r.tag = alone.tag AND r.is_registered JOIN ones m ON m.tag = alone.tag AND m.is_managed
WHERE r.model_key = m.model_key OR contains(r.model_key, m.model_key) OR contains(m.model_key, r.model_key)"""
PHYSICAL = """
CREATE TEMP TABLE physical AS
WITH linked AS (
  SELECT key, min(linked) AS linked FROM crosswalk WHERE entity IN ('device', 'devices') GROUP BY key
),
joined AS (
  SELECT key, linked FROM (SELECT *, count(*) OVER (PARTITION BY linked) AS n FROM linked) WHERE n > 1
),
own AS (
  SELECT g.device_id, CASE WHEN a.key IS NULL THEN coalesce(m.right_one, g.one) ELSE 'd:' || g.device_id END AS one,
         j.linked
  FROM grouped g LEFT JOIN mistyped m ON m.wrong = g.one LEFT JOIN joined j ON j.key = g.device_id
  LEFT JOIN apart a ON a.key = g.device_id
)
SELECT o.device_id, coalesce(o.linked, min(o.linked) OVER (PARTITION BY o.one),
         min(CASE WHEN s.source = 'register' THEN o.device_id END) OVER (PARTITION BY o.one),
         min(o.device_id) OVER (PARTITION BY o.one)) AS device
FROM own o JOIN said s USING (device_id)"""


def join_devices(record: Opened) -> None:
    """Make the tables `said` (one row a source row) and `physical` (source row -> key of the physical device)."""
    for made in (SAID, BY_SERIAL_OR_TAG, MISTYPED, PHYSICAL):
        record.connection.execute(made)
