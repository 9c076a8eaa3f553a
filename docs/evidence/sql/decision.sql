-- decision: cases that an office brought to an end, by the days since they were sent (`about`).

SELECT service, version, door, language, attempt AS about, count(*) AS number
FROM decisions
WHERE here = 1
GROUP BY service, version, door, language, attempt
ORDER BY service, version, door, language, attempt;
