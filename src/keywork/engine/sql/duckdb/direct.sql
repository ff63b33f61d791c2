SELECT
  (
    CAST("t7"."case" AS BIGINT) << 34
  ) + (
    CAST("t7"."duty" AS BIGINT) << 24
  ) + (
    CASE WHEN "t7"."splits" THEN "t7"."thread" ELSE -1 END + 1
  ) AS "clock",
  (
    "t7"."place" << 12
  ) + (
    CAST("t7"."source" AS BIGINT) << 6
  ) + "t7"."code" AS "mark"
FROM (
  SELECT
    "t6"."case",
    "t6"."kind",
    "t6"."spot",
    "t6"."place",
    "t6"."dated",
    "t6"."thread",
    "t6"."source",
    "t3"."duty",
    "t3"."code",
    "t3"."own",
    "t3"."splits",
    "t3"."loose"
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
) AS "t7"
WHERE
  NOT (
    "t7"."loose"
  )
  AND NOT (
    "t7"."splits" AND (
      "t7"."thread" = 0
    )
  )
