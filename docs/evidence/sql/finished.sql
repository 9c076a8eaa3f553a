-- finished: of those who gave a first answer, who sent it in the end, at whatever door.

SELECT service, version, door, language, count(*) AS number
FROM began
WHERE here = 1 AND came_to = 'sent'
GROUP BY service, version, door, language
ORDER BY service, version, door, language;
