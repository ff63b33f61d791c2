SELECT
  "t19"."clock",
  "t19"."final",
  "t19"."number",
  "t19"."mark",
  "t19"."after",
  "t19"."reversed_on",
  (
    "t19"."met" IS NOT NULL
  )
  AND (
    (
      "t19"."ended" IS NULL
    )
    OR COALESCE((
      "t19"."met" >> 21
    ) <= (
      "t19"."ended" >> 21
    ), TRUE)
  ) AS "is_met",
  CASE
    WHEN (
      "t19"."met" IS NOT NULL
    )
    AND (
      (
        "t19"."ended" IS NULL
      )
      OR COALESCE((
        "t19"."met" >> 21
      ) <= (
        "t19"."ended" >> 21
      ), TRUE)
    )
    THEN "t19"."met"
    ELSE "t19"."ended"
  END >> 1 AS "close",
  COALESCE(
    (
      CASE
        WHEN (
          "t19"."met" IS NOT NULL
        )
        AND (
          (
            "t19"."ended" IS NULL
          )
          OR COALESCE((
            "t19"."met" >> 21
          ) <= (
            "t19"."ended" >> 21
          ), TRUE)
        )
        THEN "t19"."met"
        ELSE "t19"."ended"
      END % 2
    ) = 1,
    FALSE
  ) AS "undated"
FROM (
  SELECT
    "t4"."clock",
    "t4"."final",
    "t4"."number",
    "t4"."mark",
    "t4"."after",
    "t4"."reversed_on",
    "t4"."duty",
    "t18"."met",
    "t18"."ended"
  FROM "opened" AS "t4"
  LEFT OUTER JOIN (
    SELECT
      "t16"."clock" AS "key_clock",
      "t16"."met",
      "t16"."ended"
    FROM (
      SELECT
        "t15"."clock",
        MIN("t15"."told") FILTER(WHERE
          NOT (
            "t15"."ends"
          )) AS "met",
        MIN("t15"."told") FILTER(WHERE
          "t15"."ends") AS "ended"
      FROM (
        SELECT
          "t14"."clock",
          "t14"."ends",
          "t14"."place",
          (
            "t14"."place" * 2
          ) + CAST(NOT (
            "t14"."dated"
          ) AS BIGINT) AS "told"
        FROM (
          SELECT
            "t13"."clock",
            "t13"."reversed_on",
            "t13"."duty",
            "t13"."start",
            "t13"."kind",
            "t13"."ends",
            "t13"."own",
            "t13"."refusal",
            "t13"."spot",
            "t10"."place",
            "t10"."dated",
            "t10"."thread"
          FROM (
            SELECT
              "t11"."clock",
              "t11"."reversed_on",
              "t11"."duty",
              "t11"."start",
              "t11"."kind",
              "t11"."ends",
              "t11"."own",
              "t11"."refusal",
              (
                CAST(CAST("t11"."clock" >> 34 AS INT) AS BIGINT) * 1024
              ) + "t11"."kind" + 1 AS "spot"
            FROM (
              SELECT
                "t9"."clock",
                "t9"."reversed_on",
                "t9"."duty",
                "t9"."start",
                "t6"."kind",
                "t6"."ends",
                "t6"."own",
                "t6"."refusal"
              FROM (
                SELECT
                  "t0"."clock",
                  "t0"."reversed_on",
                  "t0"."duty",
                  "t0"."mark" >> 12 AS "start"
                FROM "opened" AS "t0"
              ) AS "t9"
              INNER JOIN "closers" AS "t6"
                ON "t9"."duty" = "t6"."duty"
            ) AS "t11"
          ) AS "t13"
          INNER JOIN (
            SELECT
              "t5"."spot",
              "t5"."place",
              "t5"."dated",
              "t5"."thread"
            FROM (
              SELECT
                *
              FROM "entries" AS "t1"
              UNION ALL
              SELECT
                *
              FROM "instead" AS "t2"
            ) AS "t5"
          ) AS "t10"
            ON "t13"."spot" = "t10"."spot"
        ) AS "t14"
        WHERE
          "t14"."place" >= (
            "t14"."start" - (
              "t14"."start" % 1048576
            )
          )
          AND "t14"."place" <> "t14"."start"
          AND (
            NOT (
              "t14"."own"
            )
            OR (
              CAST((
                "t14"."clock" % 16777216
              ) - 1 AS INT) = -1
            )
            OR (
              "t14"."thread" = CAST((
                "t14"."clock" % 16777216
              ) - 1 AS INT)
            )
          )
          AND NOT (
            "t14"."refusal"
            AND COALESCE("t14"."reversed_on" >= CAST((
              "t14"."place" >> 20
            ) - 1000000 AS INT), FALSE)
          )
      ) AS "t15"
      GROUP BY
        1
    ) AS "t16"
  ) AS "t18"
    ON "t4"."clock" = "t18"."key_clock"
) AS "t19"
