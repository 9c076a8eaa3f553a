-- answers lost: answers that a draft was said to have when it was offered or packed last, and had not any more when
-- another door took it; where it was before.

SELECT service, version, door_before AS door, language, sum(said - attempt) AS number
FROM arrivals
WHERE here = 1 AND door <> door_before AND said > attempt
GROUP BY service, version, door_before, language
ORDER BY service, version, door_before, language;
