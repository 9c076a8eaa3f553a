-- late: cases that an office brought to an end later than was promised; where they were sent and when
-- they were decided.

SELECT service, version, door, language, count(*) AS number
FROM decisions
WHERE here = 1 AND outcome = 'late'
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
