SELECT
  *
FROM (
  SELECT
    "t8"."case",
    "t27"."duty"
  FROM "special" AS "t8"
  INNER JOIN (
    SELECT
      "t10"."duty",
      CAST(CASE WHEN "t20"."test" = 1 THEN 3 WHEN "t20"."test" = 2 THEN 4 ELSE NULL END AS SMALLINT) AS "mark"
    FROM "quick" AS "t10"
    INNER JOIN (
      SELECT
        "t5"."duty",
        "t5"."test"
      FROM "duties" AS "t5"
    ) AS "t20"
      ON "t10"."duty" = "t20"."duty"
  ) AS "t27"
    ON "t8"."mark" = "t27"."mark"
) AS "t31"
UNION
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t28"."case",
      "t28"."duty"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t4"."case",
          "t4"."duty"
        FROM "named_clocks" AS "t4"
      ) AS "t17"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t13"."case",
          "t21"."borrower" AS "duty"
        FROM "named_clocks" AS "t13"
        INNER JOIN (
          SELECT
            "t7"."due_of" AS "lender",
            "t7"."duty" AS "borrower"
          FROM "duty_pairs" AS "t7"
        ) AS "t21"
          ON "t13"."duty" = "t21"."lender"
      ) AS "t24"
    ) AS "t28"
    SEMI JOIN "quick" AS "t9"
      ON "t28"."duty" = "t9"."duty"
  ) AS "t32"
  UNION
  SELECT
    *
  FROM (
    SELECT
      "t16"."case",
      "t33"."duty"
    FROM (
      SELECT
        *
      FROM "entries" AS "t2"
      UNION ALL
      SELECT
        *
      FROM "instead" AS "t3"
    ) AS "t16"
    INNER JOIN (
      SELECT DISTINCT
        *
      FROM (
        SELECT
          "t14"."kind",
          "t23"."due_of" AS "duty"
        FROM "starters" AS "t14"
        INNER JOIN (
          SELECT
            "t15"."duty",
            "t15"."due_of"
          FROM "duty_pairs" AS "t15"
          ANTI JOIN "quick" AS "t9"
            ON "t15"."duty" = "t9"."duty"
        ) AS "t23"
          ON "t14"."duty" = "t23"."duty"
        SEMI JOIN "quick" AS "t11"
          ON "t23"."due_of" = "t11"."duty"
      ) AS "t29"
    ) AS "t33"
      ON "t16"."kind" = "t33"."kind"
  ) AS "t34"
) AS "t35"
