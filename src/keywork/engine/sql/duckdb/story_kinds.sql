SELECT
  "t23"."kind",
  BOOL_OR(CAST(NOT (
    COALESCE("t23"."is_split", FALSE)
  ) AS BOOLEAN)) AS "whole",
  BOOL_OR(CAST(COALESCE("t23"."is_split", FALSE) AND "t23"."own" AS BOOLEAN)) AS "own",
  BOOL_OR(CAST(COALESCE("t23"."is_split", FALSE) AND NOT (
    "t23"."own"
  ) AS BOOLEAN)) AS "shared"
FROM (
  SELECT
    "t22"."duty",
    "t22"."kind",
    "t22"."own",
    "t16"."is_split"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM "reversers" AS "t0"
      ) AS "t10"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t6"."duty",
          "t9"."kind",
          "t9"."own"
        FROM "quick" AS "t6"
        INNER JOIN "limb_kinds" AS "t9"
          ON "t6"."version" = "t9"."version"
      ) AS "t18"
    ) AS "t20"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t8"."duty",
          "t8"."kind",
          "t8"."own"
        FROM "barred" AS "t8"
        SEMI JOIN "quick" AS "t7"
          ON "t8"."duty" = "t7"."duty"
      ) AS "t17"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t1"."duty",
            "t1"."kind",
            "t1"."own"
          FROM "starters" AS "t1"
        ) AS "t12"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t4"."duty",
            "t4"."kind",
            "t4"."own"
          FROM "closers" AS "t4"
        ) AS "t13"
      ) AS "t14"
    ) AS "t19"
  ) AS "t22"
  LEFT OUTER JOIN (
    SELECT
      "t11"."duty" AS "key_duty",
      TRUE AS "is_split"
    FROM (
      SELECT DISTINCT
        "t1"."duty"
      FROM "starters" AS "t1"
      WHERE
        "t1"."splits"
    ) AS "t11"
  ) AS "t16"
    ON "t22"."duty" = "t16"."key_duty"
) AS "t23"
GROUP BY
  1
