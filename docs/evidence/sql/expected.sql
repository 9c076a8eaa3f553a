-- expected: appointments of which it was noted whether somebody came.

SELECT service, version, door, language, count(*) AS number
FROM happened
WHERE kind IN ('came', 'missed')
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
