"""What watches the network: Uptime Kuma, PRTG, Prometheus, and a plain list of outages."""

from __future__ import annotations

from cupola.engine.sources.forms import FileForm, columns

# Times of a list that people keep: with an offset they become universal time, without one they stay as they are.
LOCAL_TIME = (
    "coalesce(CASE WHEN regexp_matches(trim({0}), '(Z|[+-][0-9]{2}:?[0-9]{2})$') "
    "THEN timezone('UTC', try_cast(trim({0}) AS TIMESTAMPTZ)) END, try_cast(trim({0}) AS TIMESTAMP), "
    "try_strptime(trim({0}), ['%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y %I:%M %p', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %H:%M']))"
)
KUMA_MONITORS = FileForm(
    table="kuma_monitors",
    title="Uptime Kuma monitors",
    file="kuma.db",
    columns=columns(
        """
        monitor id*        id
        monitor name       text
        monitor type       text
        monitor group      text # the group that the monitor lies in
        monitor active     bool
        """
    ),
    marks=frozenset({"monitor id", "monitor name", "monitor group"}),
    key=("monitor_id",),
)
KUMA_STRETCHES = FileForm(
    table="kuma_stretches",
    title="Uptime Kuma states",
    file="kuma.db",
    columns=columns(
        """
        stretch monitor*   ref -> kuma_monitors.monitor_id
        stretch begin*     time
        stretch end*       time
        stretch state*     text {up|down|maintenance|unknown}
        """
    ),
    marks=frozenset({"stretch monitor", "stretch begin", "stretch state"}),
    key=("stretch_monitor", "stretch_begin"),
)
PRTG = FileForm(
    table="prtg_readings",
    title="PRTG historic data",
    file="historicdata.csv",
    columns=columns(
        """
        Date Time          text # on the clock of the PRTG server; with a blank, a dash and a blank it is a mean
        Date Time(RAW) = ended_raw  number # days since 1899-12-30 in universal time; of a mean its end
        Downtime(RAW) = downtime_raw  number # ten thousandths of a percent
        Coverage(RAW) = coverage_raw  number # ten thousandths
        """
    ),
    marks=frozenset({"date time", "date time(raw)", "downtime(raw)"}),
)
PROMETHEUS = FileForm(
    table="prometheus_series",
    title="Prometheus range query",
    file="query_range.json",
    columns=columns(
        """
        metric.instance*   text # what was asked
        metric.job         text
        metric.site        text
        metric.__name__ = metric_name  text
        values             text # pairs of a second since 1970 and a value
        """
    ),
    marks=frozenset({"metric.instance", "values"}),
    version="api",
)
OUTAGES = FileForm(
    table="outage_list",
    title="List of outages",
    file="outages.csv",
    columns=columns(
        """
        site*              text # name or code of a school; empty or `district` for all
        begin*             time # with an offset, or on the district's clock
        end                time # empty while it goes on
        kind               text # outage, maintenance, or watched: the time that the list speaks of
        """
    ),
    marks=frozenset({"site", "begin", "end", "kind"}),
    whole=True,
    reads=(("time", LOCAL_TIME),),
)
KUMA_FORMS = (KUMA_MONITORS, KUMA_STRETCHES)
