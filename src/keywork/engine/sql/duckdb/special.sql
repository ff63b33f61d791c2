SELECT
  "t5"."case",
  "t5"."place",
  "t4"."mark",
  "t5"."thread",
  "t5"."dated"
FROM (
  SELECT
    *
  FROM "entries" AS "t0"
  UNION ALL
  SELECT
    *
  FROM "instead" AS "t1"
) AS "t5"
INNER JOIN "marks" AS "t4"
  ON "t5"."kind" = "t4"."kind"
