-- status: somebody asked how their case stands; where they asked.

SELECT service, version, door, language, count(*) AS number
FROM happened
WHERE kind = 'status'
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
