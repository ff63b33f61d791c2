WITH "t11" AS (
  SELECT
    "t1"."clock",
    MIN("t1"."mark") AS "first",
    MAX("t1"."mark") AS "final"
  FROM "starts" AS "t1"
  GROUP BY
    1
)
SELECT
  "t32"."clock",
  CASE WHEN "t32"."latest" THEN -1 ELSE "t32"."final" >> 12 END AS "final",
  CAST(COALESCE("t32"."days", 1) AS INT) AS "number",
  CASE WHEN "t32"."latest" THEN "t32"."final" ELSE "t32"."first" END AS "mark",
  CAST(NULL AS BIGINT) AS "after",
  "t32"."reversed_on",
  "t32"."duty"
FROM (
  SELECT
    "t17"."clock",
    "t17"."first",
    "t17"."final",
    "t17"."duty",
    "t10"."latest",
    "t29"."days",
    "t31"."reversed_on"
  FROM (
    SELECT
      "t12"."clock",
      "t12"."first",
      "t12"."final",
      CAST((
        "t12"."clock" >> 24
      ) % 1024 AS SMALLINT) AS "duty"
    FROM "t11" AS "t12"
  ) AS "t17"
  LEFT OUTER JOIN (
    SELECT
      "t0"."duty" AS "key_duty",
      "t0"."latest"
    FROM "duties" AS "t0"
  ) AS "t10"
    ON "t17"."duty" = "t10"."key_duty"
  LEFT OUTER JOIN (
    SELECT
      "t26"."clock" AS "key_clock",
      "t26"."days"
    FROM (
      SELECT
        "t25"."clock",
        COUNT(*) AS "days"
      FROM (
        SELECT DISTINCT
          *
        FROM (
          SELECT
            "t5"."clock",
            "t5"."mark" >> 32 AS "day"
          FROM "starts" AS "t5"
          SEMI JOIN (
            SELECT
              "t19"."clock"
            FROM (
              SELECT
                "t17"."clock",
                "t17"."first",
                "t17"."final",
                "t17"."duty",
                "t10"."latest"
              FROM (
                SELECT
                  "t12"."clock",
                  "t12"."first",
                  "t12"."final",
                  CAST((
                    "t12"."clock" >> 24
                  ) % 1024 AS SMALLINT) AS "duty"
                FROM "t11" AS "t12"
              ) AS "t17"
              LEFT OUTER JOIN (
                SELECT
                  "t0"."duty" AS "key_duty",
                  "t0"."latest"
                FROM "duties" AS "t0"
              ) AS "t10"
                ON "t17"."duty" = "t10"."key_duty"
            ) AS "t19"
            WHERE
              "t19"."latest" AND (
                "t19"."final" >> 32
              ) <> (
                "t19"."first" >> 32
              )
          ) AS "t22"
            ON "t5"."clock" = "t22"."clock"
        ) AS "t24"
      ) AS "t25"
      GROUP BY
        1
    ) AS "t26"
  ) AS "t29"
    ON "t17"."clock" = "t29"."key_clock"
  LEFT OUTER JOIN (
    SELECT
      "t27"."clock" AS "key_clock",
      "t27"."reversed_on"
    FROM (
      SELECT
        "t23"."clock",
        CAST((
          MAX("t23"."place") >> 20
        ) - 1000000 AS INT) AS "reversed_on"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t18"."clock",
            "t18"."case",
            "t18"."duty",
            "t14"."own",
            "t14"."thread",
            "t14"."its_case",
            "t14"."its_duty",
            "t14"."place"
          FROM (
            SELECT
              "t12"."clock",
              CAST("t12"."clock" >> 34 AS INT) AS "case",
              CAST((
                "t12"."clock" >> 24
              ) % 1024 AS SMALLINT) AS "duty"
            FROM "t11" AS "t12"
          ) AS "t18"
          INNER JOIN (
            SELECT
              "t7"."own",
              "t9"."thread",
              "t9"."case" AS "its_case",
              "t7"."duty" AS "its_duty",
              "t9"."place"
            FROM (
              SELECT
                *
              FROM "entries" AS "t2"
              UNION ALL
              SELECT
                *
              FROM "instead" AS "t3"
            ) AS "t9"
            INNER JOIN "reversers" AS "t7"
              ON "t9"."kind" = "t7"."kind"
          ) AS "t14"
            ON "t18"."case" = "t14"."its_case" AND "t18"."duty" = "t14"."its_duty"
        ) AS "t20"
        WHERE
          NOT (
            "t20"."own"
          )
          OR (
            CAST((
              "t20"."clock" % 16777216
            ) - 1 AS INT) = -1
          )
          OR (
            "t20"."thread" = CAST((
              "t20"."clock" % 16777216
            ) - 1 AS INT)
          )
      ) AS "t23"
      GROUP BY
        1
    ) AS "t27"
  ) AS "t31"
    ON "t17"."clock" = "t31"."key_clock"
) AS "t32"
