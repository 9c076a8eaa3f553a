-- What the queries beside this file have in common. It stands between the log of one database (sqlite.sql or
-- postgresql.sql) and a query. Moments are microseconds since 1970 in UTC.

-- What is asked about. Given in seconds since 1970: the first moment of a month by the town's clocks, that of the
-- next month, and the moment at which it is judged who is silent; and the last event that is known by then.
period AS (
  SELECT
    CAST(round(:begins * 1000000.0) AS BIGINT) AS begins,
    CAST(round(:ends * 1000000.0) AS BIGINT) AS ends,
    CAST(round(:until * 1000000.0) AS BIGINT) - CAST(7 * 86400 AS BIGINT) * 1000000 AS silent_since,
    CAST(:last AS BIGINT) AS last_known
),

-- What happened in the month.
happened AS (
  SELECT log.*
  FROM log CROSS JOIN period
  WHERE sequence <= last_known AND moment >= begins AND moment < ends
),

-- All that is known of each journey of which something happened in the month, in order. What counts at an event is a
-- figure of this month if the event is `here`. The way of a draft is in `on_way`: the rest happens to a case, or to
-- somebody's telephone. A case is at home where it was sent; a draft that is none, where it was last.
known AS (
  SELECT log.*,
    CASE WHEN moment >= begins AND moment < ends THEN 1 ELSE 0 END AS here,
    CASE WHEN kind IN ('answered', 'changed', 'skipped', 'deferred') THEN 1 ELSE 0 END AS gives,
    CASE WHEN kind IN (
      'answered', 'changed', 'skipped', 'deferred', 'begun', 'asked', 'refused', 'offered', 'saved', 'taken over',
      'proven', 'submitted', 'ended'
    ) THEN 1 ELSE 0 END AS on_way,
    row_number() OVER (PARTITION BY journey ORDER BY moment, sequence) AS place
  FROM log CROSS JOIN period
  WHERE sequence <= last_known AND journey IN (SELECT journey FROM happened)
),
home_places AS (
  SELECT known.*,
    coalesce(
      max(CASE WHEN kind = 'submitted' THEN place END) OVER (PARTITION BY journey),
      max(CASE WHEN on_way = 1 THEN place END) OVER (PARTITION BY journey)
    ) AS home_place
  FROM known
),
told AS (
  SELECT home_places.*,
    coalesce(max(CASE WHEN place = home_place THEN door END) OVER (PARTITION BY journey), door) AS home
  FROM home_places
),

-- The question of each path: without the numbers of entries, so that household/2/born is household/born. Read letter
-- by letter, since the two databases have no other way in common.
letters (path, letter, question, part) AS (
  SELECT DISTINCT CAST(path AS TEXT), 1, CAST('' AS TEXT), CAST('' AS TEXT) FROM told
  UNION ALL
  SELECT path, letter + 1,
    CASE
      WHEN substr(path || '/', letter, 1) <> '/' THEN question
      WHEN part <> '' AND ltrim(part, '0123456789') = '' THEN question
      WHEN question = '' THEN part
      ELSE question || '/' || part
    END,
    CASE WHEN substr(path || '/', letter, 1) = '/' THEN '' ELSE part || substr(path, letter, 1) END
  FROM letters
  WHERE letter <= length(path) + 1
),
questions AS (
  SELECT path, question FROM letters WHERE letter = length(path) + 2
),

-- The way of a draft, step by step.
steps AS (
  SELECT told.*, question,
    row_number() OVER (PARTITION BY journey ORDER BY place) AS step,
    lag(door) OVER (PARTITION BY journey ORDER BY place) AS door_before
  FROM told JOIN questions ON questions.path = told.path
  WHERE on_way = 1
),

-- The steps of each journey that matter: its first answer (or sending, without one), where it was sent, where it was
-- asked or refused something last, its last step.
marked AS (
  SELECT steps.*,
    min(CASE WHEN gives = 1 OR kind = 'submitted' THEN step END) OVER (PARTITION BY journey) AS first_step,
    min(CASE WHEN kind = 'submitted' THEN step END) OVER (PARTITION BY journey) AS sent_step,
    max(CASE WHEN kind IN ('asked', 'refused') THEN step END) OVER (PARTITION BY journey) AS asked_step,
    max(step) OVER (PARTITION BY journey) AS last_step
  FROM steps
),

-- The same steps, each with what must be known of those.
way AS (
  SELECT marked.*,
    max(CASE WHEN step = first_step THEN door END) OVER (PARTITION BY journey) AS first_door,
    max(CASE WHEN step = first_step THEN moment END) OVER (PARTITION BY journey) AS first_moment,
    max(CASE WHEN step = sent_step THEN here END) OVER (PARTITION BY journey) AS sent_here,
    max(CASE WHEN step = sent_step THEN moment END) OVER (PARTITION BY journey) AS sent_moment,
    max(CASE WHEN step = sent_step THEN service END) OVER (PARTITION BY journey) AS sent_service,
    max(CASE WHEN step = sent_step THEN version END) OVER (PARTITION BY journey) AS sent_version,
    max(CASE WHEN step = sent_step THEN door END) OVER (PARTITION BY journey) AS sent_door,
    max(CASE WHEN step = sent_step THEN language END) OVER (PARTITION BY journey) AS sent_language,
    max(CASE WHEN step = last_step THEN kind END) OVER (PARTITION BY journey) AS last_kind,
    max(CASE WHEN step = coalesce(asked_step, last_step) THEN question END) OVER (PARTITION BY journey) AS left_at
  FROM marked
),

-- Everybody who gave a first answer, there, and what it came to.
began AS (
  SELECT way.*,
    CASE WHEN sent_step IS NOT NULL THEN 'sent' WHEN last_kind = 'ended' THEN 'told' ELSE 'open' END AS came_to
  FROM way
  WHERE step = first_step
),

-- Drafts on which nothing happened for seven days, at their last step.
given_up AS (
  SELECT way.*
  FROM way CROSS JOIN period
  WHERE step = last_step AND first_step IS NOT NULL AND sent_step IS NULL AND kind <> 'ended'
    AND moment <= silent_since
),

-- Cases, where they were sent.
cases AS (
  SELECT way.* FROM way WHERE step = sent_step
),

-- Steps at which a door took an answer of a case, and where it was sent.
took_part AS (
  SELECT way.* FROM way WHERE (gives = 1 AND moment <= sent_moment) OR step = sent_step
),

-- Seconds from the first answer to sending: all of them, and without breaks of over ten minutes.
gaps AS (
  SELECT way.*, moment - lag(moment) OVER (PARTITION BY journey ORDER BY step) AS gap
  FROM way
  WHERE moment >= first_moment AND moment <= sent_moment
),
seconds AS (
  SELECT sent_service AS service, sent_version AS version, sent_door AS door, sent_language AS language,
    sent_here AS here,
    (sent_moment - first_moment) / 1000000 AS elapsed,
    CAST(sum(CASE WHEN gap <= 600000000 THEN gap ELSE 0 END) AS BIGINT) / 1000000 AS active
  FROM gaps
  GROUP BY journey, sent_service, sent_version, sent_door, sent_language, sent_here, sent_moment, first_moment
),

-- Two figures of them: 7, 83, 120, 86000.
times AS (
  SELECT service, version, door, language, here,
    CASE WHEN elapsed < 100 THEN elapsed ELSE CAST(
      substr(CAST(elapsed AS TEXT), 1, 2) || substr('0000000000000', 1, length(CAST(elapsed AS TEXT)) - 2) AS BIGINT
    ) END AS elapsed,
    CASE WHEN active < 100 THEN active ELSE CAST(
      substr(CAST(active AS TEXT), 1, 2) || substr('0000000000000', 1, length(CAST(active AS TEXT)) - 2) AS BIGINT
    ) END AS active
  FROM seconds
),

-- How many questions had been asked before each step, and which one was asked last.
numbered AS (
  SELECT way.*,
    sum(CASE WHEN kind = 'asked' THEN 1 ELSE 0 END) OVER (PARTITION BY journey ORDER BY step) AS questions_asked
  FROM way
),
last_ones AS (
  SELECT numbered.*,
    max(CASE WHEN kind = 'asked' THEN question END) OVER (PARTITION BY journey, questions_asked) AS asked
  FROM numbered
),
crossing AS (
  SELECT last_ones.*,
    sum(CASE WHEN gives = 1 AND question = asked THEN 1 ELSE 0 END)
      OVER (PARTITION BY journey, questions_asked ORDER BY step) AS answered
  FROM last_ones
),
hand_overs AS (
  SELECT crossing.* FROM crossing WHERE kind = 'taken over' AND door <> door_before
),

-- How many answers a draft was said to have, by the door that offered it or by the sender of its parcel: until somebody
-- takes it over. `arrivals` are these, with that number and the door where it was before.
stated AS (
  SELECT told.*,
    max(CASE WHEN kind IN ('offered', 'carried') THEN place END) OVER before AS said_place,
    max(CASE WHEN kind = 'taken over' THEN place END) OVER before AS taken_place,
    max(CASE WHEN on_way = 1 THEN place END) OVER before AS way_place
  FROM told
  WINDOW before AS (PARTITION BY journey ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
taken AS (
  SELECT stated.* FROM stated WHERE kind = 'taken over' AND said_place > coalesce(taken_place, 0)
),
arrivals AS (
  SELECT taken.*, said.attempt AS said, step_before.door AS door_before
  FROM taken
  JOIN told AS said ON said.journey = taken.journey AND said.place = taken.said_place
  JOIN told AS step_before ON step_before.journey = taken.journey AND step_before.place = taken.way_place
),

-- Appointments by what an officer noted of them, each by itself (`attempt`); the last word counts.
noted AS (
  SELECT told.*,
    min(place) OVER (PARTITION BY journey, attempt) AS first_place,
    max(place) OVER (PARTITION BY journey, attempt) AS last_place
  FROM told
  WHERE kind IN ('came', 'missed', 'unnoted')
),
appointments AS (
  SELECT noted.*, max(CASE WHEN place = last_place THEN kind END) OVER (PARTITION BY journey, attempt) AS became
  FROM noted
),

-- Questions that were asked somewhere, or open when somebody came there; the first time counts.
met AS (
  SELECT crossing.*, row_number() OVER (PARTITION BY journey, asked, door ORDER BY step) AS time
  FROM crossing
  WHERE asked <> '' AND (kind = 'asked' OR (kind = 'taken over' AND door <> door_before AND answered = 0))
),

-- Moves of cases by an office. What is taken back is the last move that stands: so one stands if never again as few of
-- them stand as before it.
moves AS (
  SELECT told.*,
    sum(CASE WHEN kind = 'moved' THEN 1 ELSE -1 END) OVER (PARTITION BY journey ORDER BY place) AS standing
  FROM told
  WHERE kind IN ('moved', 'taken back')
),
later_moves AS (
  SELECT moves.*,
    min(standing) OVER (
      PARTITION BY journey ORDER BY place ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
    ) AS fewest_later
  FROM moves
),
ends AS (
  SELECT later_moves.*, row_number() OVER (PARTITION BY journey ORDER BY place) AS time
  FROM later_moves
  WHERE kind = 'moved' AND outcome <> '' AND (fewest_later IS NULL OR fewest_later >= standing)
),

-- The first decision on each case that was not taken back, where the case was sent; `attempt` is after how many days.
decisions AS (
  SELECT service, version, home AS door, language, here, outcome, attempt FROM ends WHERE time = 1
),

-- What has a value in the middle, of the whole town and of each service, door and language, in order.
measured AS (
  SELECT 'elapsed' AS what, elapsed AS value, service, door, language FROM times WHERE here = 1
  UNION ALL
  SELECT 'active', active, service, door, language FROM times WHERE here = 1
  UNION ALL
  SELECT 'decision', attempt, service, door, language FROM decisions WHERE here = 1
),
split AS (
  SELECT what, value, '' AS service, '' AS door, '' AS language FROM measured
  UNION ALL
  SELECT what, value, service, '', '' FROM measured
  UNION ALL
  SELECT what, value, '', door, '' FROM measured
  UNION ALL
  SELECT what, value, '', '', language FROM measured
),
ranked AS (
  SELECT split.*,
    row_number() OVER (PARTITION BY what, service, door, language ORDER BY value) AS rank_of_it,
    count(*) OVER (PARTITION BY what, service, door, language) AS of_how_many
  FROM split
)
