-- parts out: parts of text messages to people. What they were told about a case counts where it was sent.

SELECT service, version, door, language, sum(segments) AS number
FROM (
  SELECT service, version, door, language, segments FROM happened WHERE kind = 'said'
  UNION ALL
  SELECT service, version, home, language, segments FROM told WHERE here = 1 AND kind = 'notified'
) AS counted
WHERE segments > 0
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
