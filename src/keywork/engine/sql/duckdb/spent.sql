SELECT
  CAST("t0"."duty" AS INT) AS "case",
  "t0"."duty",
  CAST("t0"."duty" AS INT) AS "thread_of",
  CAST("t0"."duty" AS BIGINT) AS "place"
FROM "starters" AS "t0"
WHERE
  FALSE
