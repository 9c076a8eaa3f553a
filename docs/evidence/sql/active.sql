-- active: the same without breaks of over ten minutes; cases by seconds (`about`, two figures of it).

SELECT service, version, door, language, active AS about, count(*) AS number
FROM times
WHERE here = 1
GROUP BY service, version, door, language, active
ORDER BY service, version, door, language, active;
