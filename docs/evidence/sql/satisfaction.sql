-- rated sent, score sent, rated decided, score decided: how many people said how satisfied they are, after sending and
-- after the decision, and their score from 0 to 100 (4 points for very satisfied, none for very dissatisfied, as a
-- share of the points that there could be). Answers are only counted and never logged: these are sums of counters, of
-- every month, of the whole town (`part` is empty) and of each service, door and language. Nothing need be given.

SELECT month, moment, "by" AS part, name,
  sum(number) AS rated,
  100.0 * sum((CAST(answer AS INTEGER) - 1) * number) / (4 * sum(number)) AS score
FROM ratings
WHERE answer IN ('1', '2', '3', '4', '5')
GROUP BY month, moment, "by", name
ORDER BY month, moment, "by", name;
