-- asked without, without other-door, without office, without somebody, without not-at-all: what people said that they
-- would have done without the door that they came through. Answers are only counted and never logged: these are
-- counters, of every month, of the whole town. All of one month together are `asked without`. Nothing need be given.

SELECT month, answer, sum(number) AS number
FROM ratings
WHERE answer NOT IN ('1', '2', '3', '4', '5') AND "by" = ''
GROUP BY month, answer
ORDER BY month, answer;
