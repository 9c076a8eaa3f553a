-- The event log as SQLite has it: moments are texts there, always with six decimals. All that differs from PostgreSQL.

WITH RECURSIVE
log AS (
  SELECT sequence, journey, service, version, door, language, kind, path, problem, attempt, segments, outcome,
    CAST(strftime('%s', substr(at, 1, 19)) AS BIGINT) * 1000000 + CAST(substr(at, 21, 6) AS BIGINT) AS moment
  FROM events
),
