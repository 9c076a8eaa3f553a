-- median decision: the days until a case was decided, in the middle of all cases.
-- Of the whole town, and of each service, door and language apart; what is empty stands for all.

SELECT service, door, language, avg(value) AS number
FROM ranked
WHERE what = 'decision' AND rank_of_it IN ((of_how_many + 1) / 2, (of_how_many + 2) / 2)
GROUP BY service, door, language
ORDER BY service, door, language;
