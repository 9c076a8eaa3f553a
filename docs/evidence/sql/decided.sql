-- decided: cases that an office brought to an end; where they were sent, when they were decided.
-- The first decision counts, unless it was taken back.

SELECT service, version, door, language, count(*) AS number
FROM decisions
WHERE here = 1
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
