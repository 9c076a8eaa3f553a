-- arrived: changes from a door to another (`about`) on the way to a case that was sent.

SELECT service, version, door_before AS door, language, door AS about, count(*) AS number
FROM hand_overs
WHERE here = 1 AND sent_step IS NOT NULL
GROUP BY service, version, door_before, language, door
ORDER BY service, version, door_before, language, door;
