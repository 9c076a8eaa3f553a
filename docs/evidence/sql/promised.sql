-- promised: cases that an office brought to an end, of those to which anything was promised.

SELECT service, version, door, language, count(*) AS number
FROM decisions
WHERE here = 1 AND outcome <> 'decided'
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
