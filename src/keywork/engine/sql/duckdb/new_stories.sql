SELECT
  "t6"."story",
  "t6"."whole",
  CAST((
    ROW_NUMBER() OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1
  ) + (
    SELECT
      COUNT(*) AS "CountStar(stories)"
    FROM "stories" AS "t1"
  ) AS INT) AS "number"
FROM (
  SELECT
    "t5"."story",
    "t5"."whole"
  FROM (
    SELECT DISTINCT
      "t0"."story",
      "t0"."unit" = -1 AS "whole"
    FROM "units" AS "t0"
  ) AS "t5"
  ANTI JOIN "stories" AS "t2"
    ON "t5"."story" = "t2"."story" AND "t5"."whole" = "t2"."whole"
) AS "t6"
