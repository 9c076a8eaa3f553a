-- rescued: cases that were begun at one door and sent at another; when they were sent, at the first door.

SELECT service, version, first_door AS door, language, count(*) AS number
FROM cases
WHERE here = 1 AND door <> first_door
GROUP BY service, version, first_door, language
ORDER BY service, version, first_door, language;
