-- refused: answers that were not understood or not taken; `about` is the question and, after a bar, the reason.

SELECT service, version, door, language, question || '|' || problem AS about, count(*) AS number
FROM way
WHERE here = 1 AND kind = 'refused'
GROUP BY service, version, door, language, question || '|' || problem
ORDER BY service, version, door, language, question || '|' || problem;
