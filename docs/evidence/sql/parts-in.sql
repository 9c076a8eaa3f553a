-- parts in: parts of text messages from people.

SELECT service, version, door, language, sum(segments) AS number
FROM happened
WHERE kind = 'heard' AND segments > 0
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
