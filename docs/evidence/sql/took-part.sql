-- took part: of the cases that were sent, each door that took an answer, and the one where they were sent.
-- They add up to more than there are cases.

SELECT sent_service AS service, sent_version AS version, door, sent_language AS language,
  count(DISTINCT journey) AS number
FROM took_part
WHERE sent_here = 1
GROUP BY sent_service, sent_version, door, sent_language
ORDER BY sent_service, sent_version, door, sent_language;
