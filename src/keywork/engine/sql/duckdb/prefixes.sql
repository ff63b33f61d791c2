SELECT
  "t10"."case",
  "t10"."day",
  COALESCE(
    LEAD("t10"."day") OVER (
      PARTITION BY "t10"."case"
      ORDER BY "t10"."day" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ),
    2147483647
  ) AS "until",
  CAST(ROW_NUMBER() OVER (
    ORDER BY "t10"."case" ASC, "t10"."day" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS INT) AS "prefix"
FROM (
  SELECT DISTINCT
    *
  FROM (
    SELECT
      "t6"."case",
      "t6"."day"
    FROM (
      SELECT
        *
      FROM "copied_events" AS "t0"
      WHERE
        "t0"."superseded_at" IS NULL
    ) AS "t6"
    SEMI JOIN (
      SELECT
        "t3"."case",
        "t3"."entries",
        "t3"."settled_at",
        "t3"."taken"
      FROM "settled_cases" AS "t3"
      SEMI JOIN "part_cases" AS "t4"
        ON "t3"."case" = "t4"."case"
    ) AS "t8"
      ON "t6"."case" = "t8"."case"
  ) AS "t9"
) AS "t10"
