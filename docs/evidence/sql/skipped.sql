-- skipped: questions (`about`) that were left out.

SELECT service, version, door, language, question AS about, count(*) AS number
FROM way
WHERE here = 1 AND kind = 'skipped'
GROUP BY service, version, door, language, question
ORDER BY service, version, door, language, question;
