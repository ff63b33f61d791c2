SELECT
  "t2"."case",
  "t2"."sequence",
  "t2"."field",
  "t2"."day" AS "counted_from"
FROM "details" AS "t2"
SEMI JOIN (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t1"."field_0" AS "field"
      FROM "quick" AS "t1"
    ) AS "t3"
    UNION
    SELECT
      *
    FROM (
      SELECT
        "t1"."field_1" AS "field"
      FROM "quick" AS "t1"
    ) AS "t4"
  ) AS "t5"
  WHERE
    "t5"."field" IS NOT NULL
) AS "t7"
  ON "t2"."field" = "t7"."field"
