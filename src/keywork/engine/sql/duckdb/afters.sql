WITH "t25" AS (
  SELECT
    "t24"."case",
    "t24"."duty",
    "t24"."thread_of",
    "t24"."day",
    MAX("t24"."mark") >> 6 AS "start"
  FROM (
    SELECT
      "t23"."case",
      "t23"."duty",
      "t23"."latest",
      "t23"."mark",
      "t23"."thread_of",
      "t23"."only_asked",
      CAST((
        (
          "t23"."mark" >> 6
        ) >> 20
      ) - 1000000 AS INT) AS "day"
    FROM (
      SELECT
        "t8"."case",
        "t8"."duty",
        "t8"."latest",
        "t8"."mark",
        "t8"."thread_of",
        "t8"."only_asked"
      FROM "starts" AS "t8"
      SEMI JOIN (
        SELECT
          *
        FROM (
          SELECT
            "t16"."case",
            "t16"."duty",
            "t16"."thread_of"
          FROM (
            SELECT
              *
            FROM "turns" AS "t0"
            WHERE
              "t0"."latest" AND "t0"."number" > 1
          ) AS "t16"
          SEMI JOIN (
            SELECT
              *
            FROM "special" AS "t6"
            WHERE
              "t6"."mark" <= 2
          ) AS "t18"
            ON "t16"."case" = "t18"."case"
        ) AS "t20"
        UNION
        SELECT
          *
        FROM (
          SELECT
            "t16"."case",
            "t16"."duty",
            "t16"."thread_of"
          FROM (
            SELECT
              *
            FROM "turns" AS "t0"
            WHERE
              "t0"."latest" AND "t0"."number" > 1
          ) AS "t16"
          SEMI JOIN "barred" AS "t10"
            ON "t16"."duty" = "t10"."duty"
        ) AS "t19"
      ) AS "t22"
        ON "t8"."case" = "t22"."case"
        AND "t8"."duty" = "t22"."duty"
        AND "t8"."thread_of" = "t22"."thread_of"
    ) AS "t23"
  ) AS "t24"
  GROUP BY
    1,
    2,
    3,
    4
), "t31" AS (
  SELECT
    "t30"."case",
    "t30"."duty",
    "t30"."thread_of",
    "t30"."mark",
    "t12"."reversed_on",
    "t12"."final_mark"
  FROM (
    SELECT
      "t26"."case",
      "t26"."duty",
      "t26"."thread_of",
      MIN("t26"."start") << 6 AS "mark"
    FROM "t25" AS "t26"
    GROUP BY
      1,
      2,
      3
  ) AS "t30"
  LEFT OUTER JOIN (
    SELECT
      "t0"."case" AS "key_case",
      "t0"."duty" AS "key_duty",
      "t0"."thread_of" AS "key_thread_of",
      "t0"."reversed_on",
      "t0"."mark" AS "final_mark"
    FROM "turns" AS "t0"
  ) AS "t12"
    ON "t30"."case" = "t12"."key_case"
    AND "t30"."duty" = "t12"."key_duty"
    AND "t30"."thread_of" = "t12"."key_thread_of"
)
SELECT
  "t47"."case",
  "t47"."duty",
  "t47"."thread_of",
  MAX("t47"."close") AS "after"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t45"."case",
      "t45"."duty",
      "t45"."thread_of",
      "t45"."start",
      "t45"."close",
      "t34"."final_mark"
    FROM (
      SELECT
        "t43"."case",
        "t43"."duty",
        "t43"."thread_of",
        "t43"."start",
        CASE
          WHEN (
            "t43"."met" IS NOT NULL
          )
          AND (
            (
              "t43"."ended" IS NULL
            )
            OR COALESCE((
              "t43"."met" >> 21
            ) <= (
              "t43"."ended" >> 21
            ), TRUE)
          )
          THEN "t43"."met"
          ELSE "t43"."ended"
        END >> 1 AS "close"
      FROM (
        SELECT
          "t42"."case",
          "t42"."duty",
          "t42"."thread_of",
          "t42"."start",
          MIN("t42"."told") FILTER(WHERE
            NOT (
              "t42"."ends"
            )) AS "met",
          MIN("t42"."told") FILTER(WHERE
            "t42"."ends") AS "ended"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t40"."case",
              "t40"."duty",
              "t40"."thread_of",
              "t40"."ends",
              "t40"."place",
              "t40"."told",
              MAX("t40"."start") AS "start"
            FROM (
              SELECT
                "t39"."case",
                "t39"."duty",
                "t39"."thread_of",
                "t39"."ends",
                "t39"."place",
                "t39"."told",
                "t39"."day",
                "t28"."its_case",
                "t28"."its_duty",
                "t28"."its_thread",
                "t28"."turn_day",
                "t28"."start"
              FROM (
                SELECT
                  "t37"."case",
                  "t37"."duty",
                  "t37"."thread_of",
                  "t37"."ends",
                  "t37"."place",
                  (
                    "t37"."place" * 2
                  ) + CAST(NOT (
                    "t37"."dated"
                  ) AS BIGINT) AS "told",
                  CAST((
                    "t37"."place" >> 20
                  ) - 1000000 AS INT) AS "day"
                FROM (
                  SELECT
                    "t36"."case",
                    "t36"."duty",
                    "t36"."thread_of",
                    "t36"."mark",
                    "t36"."reversed_on",
                    "t36"."final_mark",
                    "t36"."start",
                    "t7"."kind",
                    "t7"."ends",
                    "t7"."own",
                    "t7"."refusal",
                    "t17"."thread",
                    "t17"."dated",
                    "t17"."its_case",
                    "t17"."place"
                  FROM (
                    SELECT
                      "t32"."case",
                      "t32"."duty",
                      "t32"."thread_of",
                      "t32"."mark" - (
                        "t32"."mark" % 67108864
                      ) AS "mark",
                      "t32"."reversed_on",
                      "t32"."final_mark",
                      (
                        "t32"."mark" - (
                          "t32"."mark" % 67108864
                        )
                      ) >> 6 AS "start"
                    FROM "t31" AS "t32"
                  ) AS "t36"
                  INNER JOIN "closers" AS "t7"
                    ON "t36"."duty" = "t7"."duty"
                  INNER JOIN (
                    SELECT
                      "t9"."kind",
                      "t9"."thread",
                      "t9"."dated",
                      "t9"."case" AS "its_case",
                      "t9"."place"
                    FROM (
                      SELECT
                        *
                      FROM "entries" AS "t3"
                      UNION ALL
                      SELECT
                        *
                      FROM "instead" AS "t4"
                    ) AS "t9"
                  ) AS "t17"
                    ON "t36"."case" = "t17"."its_case" AND "t7"."kind" = "t17"."kind"
                ) AS "t37"
                WHERE
                  "t37"."place" >= (
                    "t37"."start" - (
                      "t37"."start" % 1048576
                    )
                  )
                  AND "t37"."place" <> "t37"."start"
                  AND (
                    NOT (
                      "t37"."own"
                    )
                    OR (
                      "t37"."thread_of" = -1
                    )
                    OR (
                      "t37"."thread" = "t37"."thread_of"
                    )
                  )
                  AND NOT (
                    "t37"."refusal"
                    AND COALESCE("t37"."reversed_on" >= CAST((
                      "t37"."place" >> 20
                    ) - 1000000 AS INT), FALSE)
                  )
              ) AS "t39"
              INNER JOIN (
                SELECT
                  "t26"."case" AS "its_case",
                  "t26"."duty" AS "its_duty",
                  "t26"."thread_of" AS "its_thread",
                  "t26"."day" AS "turn_day",
                  "t26"."start"
                FROM "t25" AS "t26"
              ) AS "t28"
                ON "t39"."case" = "t28"."its_case"
                AND "t39"."duty" = "t28"."its_duty"
                AND "t39"."thread_of" = "t28"."its_thread"
                AND "t28"."turn_day" <= "t39"."day"
            ) AS "t40"
            GROUP BY
              1,
              2,
              3,
              4,
              5,
              6
          ) AS "t41"
          WHERE
            "t41"."place" <> "t41"."start"
        ) AS "t42"
        GROUP BY
          1,
          2,
          3,
          4
      ) AS "t43"
    ) AS "t45"
    LEFT OUTER JOIN (
      SELECT
        "t32"."case" AS "key_case",
        "t32"."duty" AS "key_duty",
        "t32"."thread_of" AS "key_thread_of",
        "t32"."final_mark"
      FROM "t31" AS "t32"
    ) AS "t34"
      ON "t45"."case" = "t34"."key_case"
      AND "t45"."duty" = "t34"."key_duty"
      AND "t45"."thread_of" = "t34"."key_thread_of"
  ) AS "t46"
  WHERE
    "t46"."start" <> (
      "t46"."final_mark" >> 6
    )
) AS "t47"
GROUP BY
  1,
  2,
  3
