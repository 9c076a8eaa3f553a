-- missed: appointments to which nobody came, as an officer noted last; where the case was sent, when it was noted first.

SELECT service, version, home AS door, language, count(*) AS number
FROM appointments
WHERE place = first_place AND here = 1 AND became = 'missed'
GROUP BY service, version, home, language
ORDER BY service, version, home, language;
