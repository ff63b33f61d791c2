SELECT
  "t5"."case",
  "t4"."mark",
  "t5"."thread",
  (
    "t5"."place" * 2
  ) + CAST(NOT (
    "t5"."dated"
  ) AS BIGINT) AS "told"
FROM (
  SELECT
    *
  FROM "entries" AS "t0"
  UNION ALL
  SELECT
    *
  FROM "instead" AS "t1"
) AS "t5"
INNER JOIN "counted_marks" AS "t4"
  ON "t5"."kind" = "t4"."kind"
