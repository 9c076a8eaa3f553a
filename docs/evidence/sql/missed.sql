-- missed: appointments to which nobody came.

SELECT service, version, door, language, count(*) AS number
FROM happened
WHERE kind = 'missed'
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
