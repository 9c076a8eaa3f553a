-- active: cases by the seconds from the first answer to sending, without breaks of over ten minutes (`about`, two
-- figures of it).

SELECT service, version, door, language, active AS about, count(*) AS number
FROM times
WHERE here = 1
GROUP BY service, version, door, language, active
ORDER BY service, version, door, language, active;
