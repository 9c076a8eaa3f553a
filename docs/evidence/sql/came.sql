-- came: appointments to which somebody came.

SELECT service, version, door, language, count(*) AS number
FROM happened
WHERE kind = 'came'
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
