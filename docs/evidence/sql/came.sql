-- came: appointments to which somebody came, as an officer noted last; where the case was sent, when it was noted first.

SELECT service, version, home AS door, language, count(*) AS number
FROM appointments
WHERE place = first_place AND here = 1 AND became = 'came'
GROUP BY service, version, home, language
ORDER BY service, version, home, language;
