-- left at: journeys that were given up, by the question (`about`) that was asked or refused last.

SELECT service, version, door, language, left_at AS about, count(*) AS number
FROM given_up
WHERE here = 1
GROUP BY service, version, door, language, left_at
ORDER BY service, version, door, language, left_at;
