-- started: somebody gave a first answer; where and when they did.

SELECT service, version, door, language, count(*) AS number
FROM began
WHERE here = 1
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
