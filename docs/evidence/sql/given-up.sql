-- given up: drafts with an answer on which nothing happened for seven days; where and when something happened last.

SELECT service, version, door, language, count(*) AS number
FROM given_up
WHERE here = 1
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
