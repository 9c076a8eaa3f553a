-- not finished there: what was rescued by another door or given up.

SELECT service, version, door, language, count(*) AS number
FROM (
  SELECT service, version, first_door AS door, language FROM cases WHERE here = 1 AND door <> first_door
  UNION ALL
  SELECT service, version, door, language FROM given_up WHERE here = 1
) AS counted
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
