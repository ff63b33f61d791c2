SELECT
  "t20"."case",
  "t20"."duty",
  "t20"."thread_of",
  "t20"."latest",
  "t20"."only_asked",
  "t20"."reversed_on",
  "t20"."final" >> 6 AS "final",
  CAST(CASE WHEN "t20"."latest" THEN "t20"."days" ELSE 1 END AS INT) AS "number",
  CASE WHEN "t20"."latest" THEN "t20"."final" ELSE "t20"."first" END AS "mark",
  CAST(NULL AS BIGINT) AS "after"
FROM (
  SELECT
    "t9"."case",
    "t9"."duty",
    "t9"."thread_of",
    "t9"."latest",
    "t9"."only_asked",
    "t9"."first",
    "t9"."final",
    "t14"."days",
    "t19"."reversed_on"
  FROM (
    SELECT
      "t0"."case",
      "t0"."duty",
      "t0"."thread_of",
      BOOL_OR(CAST("t0"."latest" AS BOOLEAN)) AS "latest",
      BOOL_OR(CAST("t0"."only_asked" AS BOOLEAN)) AS "only_asked",
      MIN("t0"."mark") AS "first",
      MAX("t0"."mark") AS "final"
    FROM "starts" AS "t0"
    GROUP BY
      1,
      2,
      3
  ) AS "t9"
  LEFT OUTER JOIN (
    SELECT
      "t10"."case" AS "key_case",
      "t10"."duty" AS "key_duty",
      "t10"."thread_of" AS "key_thread_of",
      "t10"."days"
    FROM (
      SELECT
        "t8"."case",
        "t8"."duty",
        "t8"."thread_of",
        COUNT(*) AS "days"
      FROM (
        SELECT DISTINCT
          "t0"."case",
          "t0"."duty",
          "t0"."thread_of",
          "t0"."mark" >> 26 AS "day"
        FROM "starts" AS "t0"
        WHERE
          "t0"."latest"
      ) AS "t8"
      GROUP BY
        1,
        2,
        3
    ) AS "t10"
  ) AS "t14"
    ON "t9"."case" = "t14"."key_case"
    AND "t9"."duty" = "t14"."key_duty"
    AND "t9"."thread_of" = "t14"."key_thread_of"
  LEFT OUTER JOIN (
    SELECT
      "t17"."case" AS "key_case",
      "t17"."duty" AS "key_duty",
      "t17"."thread_of" AS "key_thread_of",
      "t17"."reversed_on"
    FROM (
      SELECT
        "t16"."case",
        "t16"."duty",
        "t16"."thread_of",
        CAST((
          MAX("t16"."place") >> 20
        ) - 1000000 AS INT) AS "reversed_on"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t9"."case",
            "t9"."duty",
            "t9"."thread_of",
            "t9"."latest",
            "t9"."only_asked",
            "t9"."first",
            "t9"."final",
            "t13"."own",
            "t13"."thread",
            "t13"."its_case",
            "t13"."place"
          FROM (
            SELECT
              "t0"."case",
              "t0"."duty",
              "t0"."thread_of",
              BOOL_OR(CAST("t0"."latest" AS BOOLEAN)) AS "latest",
              BOOL_OR(CAST("t0"."only_asked" AS BOOLEAN)) AS "only_asked",
              MIN("t0"."mark") AS "first",
              MAX("t0"."mark") AS "final"
            FROM "starts" AS "t0"
            GROUP BY
              1,
              2,
              3
          ) AS "t9"
          INNER JOIN (
            SELECT
              "t5"."duty",
              "t5"."own",
              "t6"."thread",
              "t6"."case" AS "its_case",
              "t6"."place"
            FROM (
              SELECT
                *
              FROM "entries" AS "t1"
              UNION ALL
              SELECT
                *
              FROM "instead" AS "t2"
            ) AS "t6"
            INNER JOIN "reversers" AS "t5"
              ON "t6"."kind" = "t5"."kind"
          ) AS "t13"
            ON "t9"."case" = "t13"."its_case" AND "t9"."duty" = "t13"."duty"
        ) AS "t15"
        WHERE
          NOT (
            "t15"."own"
          )
          OR (
            "t15"."thread_of" = -1
          )
          OR (
            "t15"."thread" = "t15"."thread_of"
          )
      ) AS "t16"
      GROUP BY
        1,
        2,
        3
    ) AS "t17"
  ) AS "t19"
    ON "t9"."case" = "t19"."key_case"
    AND "t9"."duty" = "t19"."key_duty"
    AND "t9"."thread_of" = "t19"."key_thread_of"
) AS "t20"
