-- sent: cases; where and when they were sent.

SELECT service, version, door, language, count(*) AS number
FROM cases
WHERE here = 1
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
