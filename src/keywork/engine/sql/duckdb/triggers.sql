SELECT
  "t6"."case",
  "t3"."duty",
  "t6"."thread",
  "t3"."own",
  "t3"."splits",
  "t3"."latest",
  (
    "t6"."place" << 6
  ) + "t3"."code" AS "mark"
FROM (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM "entries" AS "t1"
    UNION ALL
    SELECT
      *
    FROM "instead" AS "t2"
  ) AS "t4"
  WHERE
    "t4"."dated"
) AS "t6"
INNER JOIN "starters" AS "t3"
  ON "t6"."kind" = "t3"."kind"
