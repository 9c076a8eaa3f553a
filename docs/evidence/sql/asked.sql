-- asked: of a question (`about`), journeys that met it; where they met it first.

SELECT service, version, door, language, question AS about, count(*) AS number
FROM (
  SELECT way.*, row_number() OVER (PARTITION BY journey, question ORDER BY step) AS time FROM way WHERE kind = 'asked'
) AS met
WHERE here = 1 AND time = 1
GROUP BY service, version, door, language, question
ORDER BY service, version, door, language, question;
