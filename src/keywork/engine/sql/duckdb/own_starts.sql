WITH "t5" AS (
  SELECT
    "t2"."case",
    "t2"."duty",
    "t2"."thread",
    "t2"."own",
    "t2"."splits",
    "t2"."latest",
    "t2"."mark"
  FROM "triggers" AS "t2"
  SEMI JOIN "named" AS "t3"
    ON "t2"."case" = "t3"."case" AND "t2"."duty" = "t3"."duty"
)
SELECT
  *
FROM (
  SELECT
    "t11"."case",
    "t11"."duty",
    "t11"."latest",
    "t11"."mark",
    "t13"."thread_of",
    FALSE AS "only_asked"
  FROM (
    SELECT
      *
    FROM "t5" AS "t6"
    WHERE
      NOT (
        "t6"."splits"
      )
  ) AS "t11"
  INNER JOIN (
    SELECT
      "t8"."case" AS "its_case",
      "t8"."duty" AS "its_duty",
      "t8"."thread" AS "thread_of"
    FROM (
      SELECT DISTINCT
        "t6"."case",
        "t6"."duty",
        "t6"."thread"
      FROM "t5" AS "t6"
      WHERE
        "t6"."splits"
    ) AS "t8"
  ) AS "t13"
    ON "t11"."case" = "t13"."its_case" AND "t11"."duty" = "t13"."its_duty"
) AS "t14"
UNION ALL
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t2"."case",
      "t2"."duty",
      "t2"."latest",
      "t2"."mark",
      -1 AS "thread_of",
      FALSE AS "only_asked"
    FROM "triggers" AS "t2"
    ANTI JOIN "named" AS "t3"
      ON "t2"."case" = "t3"."case" AND "t2"."duty" = "t3"."duty"
  ) AS "t4"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t6"."case",
      "t6"."duty",
      "t6"."latest",
      "t6"."mark",
      "t6"."thread" AS "thread_of",
      FALSE AS "only_asked"
    FROM "t5" AS "t6"
    WHERE
      "t6"."splits"
  ) AS "t7"
) AS "t9"
