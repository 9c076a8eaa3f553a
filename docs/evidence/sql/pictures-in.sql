-- pictures in: pictures that came with messages.

SELECT service, version, door, language, sum(attempt) AS number
FROM happened
WHERE kind = 'heard' AND attempt > 0
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
