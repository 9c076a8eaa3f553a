-- stopped: somebody wants no messages any more.

SELECT service, version, door, language, count(*) AS number
FROM happened
WHERE kind = 'stopped'
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
