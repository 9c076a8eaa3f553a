-- answers lost: answers that a draft had when it was offered last, and not any more when another door took it; where it
-- was before.

SELECT service, version, door_before AS door, language, sum(offered_answers - attempt) AS number
FROM hand_overs
WHERE here = 1 AND offered_answers > attempt
GROUP BY service, version, door_before, language
ORDER BY service, version, door_before, language;
