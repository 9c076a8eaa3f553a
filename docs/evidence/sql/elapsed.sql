-- elapsed: cases by the seconds from the first answer to sending (`about`, two figures of it).

SELECT service, version, door, language, elapsed AS about, count(*) AS number
FROM times
WHERE here = 1
GROUP BY service, version, door, language, elapsed
ORDER BY service, version, door, language, elapsed;
