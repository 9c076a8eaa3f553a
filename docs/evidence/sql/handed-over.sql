-- handed over: changes from a door to another; `about` names the other.

SELECT service, version, door_before AS door, language, door AS about, count(*) AS number
FROM hand_overs
WHERE here = 1
GROUP BY service, version, door_before, language, door
ORDER BY service, version, door_before, language, door;
