-- told: of those who gave a first answer, who were told in words what to do instead.

SELECT service, version, door, language, count(*) AS number
FROM began
WHERE here = 1 AND came_to = 'told'
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
