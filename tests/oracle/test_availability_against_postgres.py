"""Verdicts against PostgreSQL: its multiranges and its own clocks must agree to the second.

Service hours, months and years are laid out by the database from local times, so neither our
calendars nor our spans take part in the answer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, LiteralString

import psycopg
import pytest
from hypothesis import assume, given

from tests.histories import Situation, hosting_as_written, situations
from tests.oracle.contract import WEEKDAYS, days_of, read_span
from zusage.core.availability.verdicts import judge

Figures = dict[tuple[str, int], tuple[int, int, int, int]]

STATES = {
    "down_only": ["down"],
    "partial": ["down", "partial"],
    "degraded": ["down", "partial", "degraded"],
}

# One row for each watched component and period: service, raw and counted downtime, unmeasured.
QUERY: LiteralString = """
WITH
edges AS (
    SELECT min(lower(span)) AS first, max(upper(span)) AS last FROM watched
),
days AS (
    SELECT day::date AS day FROM edges, generate_series(
        ((first AT TIME ZONE %(zone)s)::date - 2)::timestamp,
        ((last AT TIME ZONE %(zone)s)::date + 2)::timestamp,
        interval '1 day'
    ) AS day
),
opened AS (
    SELECT range_agg(tstzrange(
        (day + opens) AT TIME ZONE %(hours_zone)s, (day + closes) AT TIME ZONE %(hours_zone)s
    )) AS times
    FROM days JOIN hours ON
        hours.special = day
        OR (hours.special IS NULL
            AND hours.weekday = extract(isodow FROM day)
            AND day NOT IN (SELECT special FROM hours WHERE special IS NOT NULL)
            AND day <> ALL (%(holidays)s::date[])
            AND to_char(day, 'MM-DD') <> ALL (%(annual)s::text[]))
),
closed AS (
    SELECT coalesce(range_agg(tstzrange(
        (day + opens) AT TIME ZONE %(hours_zone)s, (day + closes) AT TIME ZONE %(hours_zone)s
    )), '{}') AS times
    FROM closures
),
counted AS (
    SELECT CASE WHEN %(always)s THEN '{(,)}'::tstzmultirange ELSE opened.times - closed.times END
        AS times
    FROM opened, closed
),
periods AS (
    SELECT tstzrange(
        start AT TIME ZONE %(zone)s, (start + %(length)s::interval) AT TIME ZONE %(zone)s
    ) AS period
    FROM edges, generate_series(
        date_trunc(%(unit)s, first AT TIME ZONE %(zone)s) - %(length)s::interval,
        last AT TIME ZONE %(zone)s,
        %(length)s::interval
    ) AS start
),
components AS (
    SELECT component, range_agg(span) AS seen FROM watched GROUP BY component
),
states AS (
    SELECT
        component,
        seen,
        (SELECT coalesce(range_agg(span), '{}') FROM outages
            WHERE of = component AND state = ANY (%(down)s)) AS raw,
        (SELECT coalesce(range_agg(span), '{}') FROM outages
            WHERE of = component AND state = ANY (%(down)s)
            AND cause <> ALL (%(excused)s || ARRAY['suspension'])) AS answered,
        (SELECT coalesce(range_agg(span), '{}') FROM outages
            WHERE of = component AND (state = ANY (%(down)s) OR state = 'no_evidence')
            AND cause = ANY (%(excused)s)) AS forgiven,
        (SELECT coalesce(range_agg(span), '{}') FROM outages
            WHERE of = component AND cause = 'suspension') AS resting,
        (SELECT coalesce(range_agg(span), '{}') FROM outages
            WHERE of = component AND state = 'no_evidence') AS blind,
        (SELECT coalesce(range_agg(span), '{}') FROM outages
            WHERE of = component AND state <> 'no_evidence') AS known,
        (SELECT coalesce(range_agg(span), '{}') FROM windows
            WHERE of IN (component, '') AND (announced IS NULL OR announced < lower(span)))
            AS planned
    FROM components
),
decided AS (
    SELECT
        *,
        answered - planned AS lost,
        (resting - answered)
            + (CASE WHEN %(both)s THEN planned - (forgiven - answered) ELSE '{}' END) AS removed
    FROM states
)
SELECT
    component,
    extract(epoch FROM lower(period))::bigint,
    seconds(here - removed),
    seconds(here * raw),
    seconds(here * lost),
    seconds(here * (blind - known) - removed)
FROM decided, counted, periods,
    LATERAL (SELECT seen * times * tstzmultirange(period) AS here) AS place
WHERE seen && period
"""

TABLES: LiteralString = """
CREATE TEMPORARY TABLE watched (component text, span tstzrange);
CREATE TEMPORARY TABLE outages (of text, span tstzrange, state text, cause text);
CREATE TEMPORARY TABLE windows (of text, span tstzrange, announced timestamptz);
CREATE TEMPORARY TABLE hours (weekday int, special date, opens interval, closes interval);
CREATE TEMPORARY TABLE closures (day date, opens interval, closes interval);
CREATE FUNCTION pg_temp.seconds(tstzmultirange) RETURNS bigint LANGUAGE sql AS
    'SELECT coalesce(sum(extract(epoch FROM upper(span) - lower(span))), 0)::bigint
     FROM unnest($1) AS span';
"""


@pytest.fixture(scope="module")
def database(postgres: str) -> Iterator[psycopg.Connection]:
    """Keep one connection with the tables of a history."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(TABLES)
        yield connection


def fill(database: psycopg.Connection, situation: Situation, calendar: Mapping[str, Any]) -> None:
    """Put a history and the hours that count into the tables."""
    history = situation.history
    with database.cursor() as cursor:
        cursor.execute("TRUNCATE watched, outages, windows, hours, closures")
        cursor.executemany(
            "INSERT INTO watched SELECT %s, tstzrange(to_timestamp(%s), to_timestamp(%s))",
            [(name, *span) for name, spans in history.watched.items() for span in spans],
        )
        cursor.executemany(
            "INSERT INTO outages SELECT %s, tstzrange(to_timestamp(%s), to_timestamp(%s)), %s, %s",
            [(row.component, row.start, row.end, row.state, row.cause) for row in history.rows],
        )
        cursor.executemany(
            "INSERT INTO windows SELECT %s, tstzrange(to_timestamp(%s), to_timestamp(%s)),"
            " to_timestamp(%s)",
            [(each.component, each.start, each.end, each.announced) for each in history.windows],
        )
        cursor.executemany(
            "INSERT INTO hours SELECT %s, %s, make_interval(secs => %s), make_interval(secs => %s)",
            [*weekly(calendar), *dated(calendar.get("special_days", {}), None)],
        )
        cursor.executemany(
            "INSERT INTO closures SELECT %s, make_interval(secs => %s), make_interval(secs => %s)",
            [each[1:] for each in dated(calendar.get("closures", {}), None)],
        )


def weekly(calendar: Mapping[str, Any]) -> list[tuple[int | None, date | None, int, int]]:
    return [
        (WEEKDAYS.index(day) + 1, None, *read_span(text))
        for key, texts in calendar.get("week", {}).items()
        for day in days_of(key)
        for text in texts
    ]


def dated(
    days: Mapping[date, list[str]], weekday: int | None
) -> list[tuple[int | None, date | None, int, int]]:
    return [(weekday, day, *read_span(text)) for day, texts in days.items() for text in texts]


def asked(situation: Situation) -> Figures:
    """Return what the product says of the components."""
    verdicts = judge(situation.promise(), situation.facts()).verdicts()
    return {
        (each.component, each.period.start): (
            each.service_seconds,
            each.raw_seconds,
            each.downtime_seconds,
            each.unmeasured_seconds,
        )
        for each in verdicts
    }


def answered(database: psycopg.Connection, situation: Situation) -> Figures:
    """Return what PostgreSQL says of them."""
    written = hosting_as_written()
    counted = situation.term.counted
    calendar = written["calendars"].get(counted, {})
    fill(database, situation, calendar)
    listed = calendar.get("holidays", {})
    town = situation.chosen.get("municipality", "catholic")
    holidays = [
        *listed.get("dates", ()),
        *listed.get("by_reading", {}).get("municipality", {}).get(town, ()),
    ]
    yearly = situation.term.per.value.endswith("year")
    fixed = situation.chosen.get("clock_zone") == "fixed" and counted == "office"
    settings = {
        "zone": "Europe/Berlin",
        # PostgreSQL follows POSIX: an hour ahead of UTC is written with a minus.
        "hours_zone": "UTC-1" if fixed else "Europe/Berlin",
        "always": counted == "always",
        "holidays": holidays,
        "annual": list(calendar.get("annual_holidays", ())),
        "unit": "year" if yearly else "month",
        "length": "1 year" if yearly else "1 month",
        "down": STATES[situation.chosen.get("degraded", "down_only")],
        "excused": ["force_majeure", "third_party"],
        "both": situation.chosen.get("maintenance") == "both",
    }
    found = database.execute(QUERY.replace("seconds(", "pg_temp.seconds("), settings).fetchall()
    return {(component, start): (a, b, c, d) for component, start, a, b, c, d in found}


@given(
    situation=situations(
        *("monthly", "nights", "yearly"),
        readings=("degraded", "maintenance", "municipality", "clock_zone"),
    )
)
def test_postgresql_agrees_to_the_second(
    database: psycopg.Connection, situation: Situation
) -> None:
    watched = {
        name: [span for span in spans if span[0] < span[1]]
        for name, spans in situation.history.watched.items()
    }
    assume(any(watched.values()))
    # Windows that meet no other condition than to be announced, so that the query stays readable.
    situation = replace(
        situation,
        term=replace(situation.term, excludes=("suspension", "majeure", "silent")),
        history=replace(situation.history, groups={}, watched=watched),
        chosen={**situation.chosen, "silent_maintenance": "excluded"},
        anchor=None,
    )
    assert asked(situation) == answered(database, situation)
