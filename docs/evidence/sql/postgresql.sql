-- The event log as PostgreSQL has it. All that differs from SQLite.

WITH RECURSIVE
log AS (
  SELECT sequence, journey, service, version, door, language, kind, path, problem, attempt, segments, outcome,
    CAST(round(extract(epoch FROM at) * 1000000) AS BIGINT) AS moment
  FROM events
),
