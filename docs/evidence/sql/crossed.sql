-- crossed: cases with answers of more than one door; where and when they were sent.

SELECT service, version, door, language, count(*) AS number
FROM (
  SELECT sent_service AS service, sent_version AS version, sent_door AS door, sent_language AS language
  FROM took_part
  WHERE sent_here = 1
  GROUP BY journey, sent_service, sent_version, sent_door, sent_language
  HAVING count(DISTINCT door) > 1
) AS counted
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
