-- expected minutes: for which an outpost should have been heard.

SELECT service, version, door, language, sum(attempt) AS number
FROM happened
WHERE kind = 'watched' AND attempt > 0
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
