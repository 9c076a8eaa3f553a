-- went on: journeys that came to another door with a question open that had not been asked there yet; where they left.
-- `about` is the question and, after a bar, that door.

SELECT service, version, door_before AS door, language, asked || '|' || door AS about, count(*) AS number
FROM met
WHERE here = 1 AND time = 1 AND kind = 'taken over'
GROUP BY service, version, door_before, language, asked || '|' || door
ORDER BY service, version, door_before, language, asked || '|' || door;
