-- meant for them: all who gave a first answer and were not told what to do instead, whether or not they sent it.

SELECT service, version, door, language, count(*) AS number
FROM began
WHERE here = 1 AND came_to <> 'told'
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
