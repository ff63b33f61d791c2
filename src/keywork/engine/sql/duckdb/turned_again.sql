SELECT
  "t23"."clock",
  "t23"."final",
  "t23"."number",
  "t23"."mark",
  "t23"."after",
  "t23"."reversed_on",
  (
    "t23"."met" IS NOT NULL
  )
  AND (
    (
      "t23"."ended" IS NULL
    )
    OR COALESCE((
      "t23"."met" >> 21
    ) <= (
      "t23"."ended" >> 21
    ), TRUE)
  ) AS "is_met",
  CASE
    WHEN (
      "t23"."met" IS NOT NULL
    )
    AND (
      (
        "t23"."ended" IS NULL
      )
      OR COALESCE((
        "t23"."met" >> 21
      ) <= (
        "t23"."ended" >> 21
      ), TRUE)
    )
    THEN "t23"."met"
    ELSE "t23"."ended"
  END >> 1 AS "close",
  COALESCE(
    (
      CASE
        WHEN (
          "t23"."met" IS NOT NULL
        )
        AND (
          (
            "t23"."ended" IS NULL
          )
          OR COALESCE((
            "t23"."met" >> 21
          ) <= (
            "t23"."ended" >> 21
          ), TRUE)
        )
        THEN "t23"."met"
        ELSE "t23"."ended"
      END % 2
    ) = 1,
    FALSE
  ) AS "undated"
FROM (
  SELECT
    "t5"."clock",
    "t5"."final",
    "t5"."number",
    "t5"."mark",
    "t5"."after",
    "t5"."reversed_on",
    "t22"."met",
    "t22"."ended"
  FROM "following" AS "t5"
  LEFT OUTER JOIN (
    SELECT
      "t20"."clock" AS "key_clock",
      "t20"."met",
      "t20"."ended"
    FROM (
      SELECT
        "t19"."clock",
        MIN("t19"."told") FILTER(WHERE
          NOT (
            "t19"."ends"
          )) AS "met",
        MIN("t19"."told") FILTER(WHERE
          "t19"."ends") AS "ended"
      FROM (
        SELECT
          "t18"."clock",
          "t18"."ends",
          "t18"."place",
          "t18"."told"
        FROM (
          SELECT
            "t16"."clock",
            "t16"."ends",
            "t16"."place",
            (
              "t16"."place" * 2
            ) + CAST(NOT (
              "t16"."dated"
            ) AS BIGINT) AS "told"
          FROM (
            SELECT
              "t15"."clock",
              "t15"."reversed_on",
              "t15"."duty",
              "t15"."start",
              "t15"."kind",
              "t15"."ends",
              "t15"."own",
              "t15"."refusal",
              "t15"."spot",
              "t10"."place",
              "t10"."dated",
              "t10"."thread"
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
                (
                  CAST(CAST("t13"."clock" >> 34 AS INT) AS BIGINT) * 1024
                ) + "t13"."kind" + 1 AS "spot"
              FROM (
                SELECT
                  "t12"."clock",
                  "t12"."reversed_on",
                  "t12"."duty",
                  "t12"."start",
                  "t8"."kind",
                  "t8"."ends",
                  "t8"."own",
                  "t8"."refusal"
                FROM (
                  SELECT
                    "t0"."clock",
                    "t0"."reversed_on",
                    CAST((
                      "t0"."clock" >> 24
                    ) % 1024 AS SMALLINT) AS "duty",
                    "t0"."mark" >> 12 AS "start"
                  FROM "following" AS "t0"
                ) AS "t12"
                INNER JOIN "closers" AS "t8"
                  ON "t12"."duty" = "t8"."duty"
              ) AS "t13"
            ) AS "t15"
            INNER JOIN (
              SELECT
                "t7"."spot",
                "t7"."place",
                "t7"."dated",
                "t7"."thread"
              FROM (
                SELECT
                  *
                FROM "entries" AS "t2"
                UNION ALL
                SELECT
                  *
                FROM "instead" AS "t3"
              ) AS "t7"
            ) AS "t10"
              ON "t15"."spot" = "t10"."spot"
          ) AS "t16"
          WHERE
            "t16"."place" >= (
              "t16"."start" - (
                "t16"."start" % 1048576
              )
            )
            AND "t16"."place" <> "t16"."start"
            AND (
              NOT (
                "t16"."own"
              )
              OR (
                CAST((
                  "t16"."clock" % 16777216
                ) - 1 AS INT) = -1
              )
              OR (
                "t16"."thread" = CAST((
                  "t16"."clock" % 16777216
                ) - 1 AS INT)
              )
            )
            AND NOT (
              "t16"."refusal"
              AND COALESCE("t16"."reversed_on" >= CAST((
                "t16"."place" >> 20
              ) - 1000000 AS INT), FALSE)
            )
        ) AS "t18"
        ANTI JOIN "spent" AS "t6"
          ON "t18"."clock" = "t6"."clock" AND "t18"."place" = "t6"."place"
      ) AS "t19"
      GROUP BY
        1
    ) AS "t20"
  ) AS "t22"
    ON "t5"."clock" = "t22"."key_clock"
) AS "t23"
