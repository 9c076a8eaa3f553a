-- silent minutes: for which an outpost was not heard.

SELECT service, version, door, language, sum(attempt) AS number
FROM happened
WHERE kind = 'silent' AND attempt > 0
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
