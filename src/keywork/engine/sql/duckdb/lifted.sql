WITH "t12" AS (
  SELECT
    "t11"."clock",
    "t11"."mark",
    "t11"."lent",
    "t11"."case",
    "t11"."duty",
    "t11"."place",
    "t11"."day",
    "t11"."starts_on",
    "t11"."after",
    "t11"."request",
    "t11"."referral",
    "t11"."level",
    "t11"."version",
    "t11"."combine",
    "t11"."limb",
    "t11"."kind",
    "t11"."own",
    "t11"."lifts",
    "t11"."spot",
    "t8"."thread",
    "t8"."dated",
    "t8"."fact"
  FROM (
    SELECT
      "t9"."clock",
      "t9"."mark",
      "t9"."lent",
      "t9"."case",
      "t9"."duty",
      "t9"."place",
      "t9"."day",
      "t9"."starts_on",
      "t9"."after",
      "t9"."request",
      "t9"."referral",
      "t9"."level",
      "t9"."version",
      "t9"."combine",
      "t9"."limb",
      "t9"."kind",
      "t9"."own",
      "t9"."lifts",
      (
        CAST("t9"."case" AS BIGINT) * 1024
      ) + "t9"."kind" + 1 AS "spot"
    FROM (
      SELECT
        "t4"."clock",
        "t4"."mark",
        "t4"."lent",
        "t4"."case",
        "t4"."duty",
        "t4"."place",
        "t4"."day",
        "t4"."starts_on",
        "t4"."after",
        "t4"."request",
        "t4"."referral",
        "t4"."level",
        "t4"."version",
        "t4"."combine",
        "t6"."limb",
        "t6"."kind",
        "t6"."own",
        "t6"."lifts"
      FROM "asking" AS "t4"
      INNER JOIN "until_kinds" AS "t6"
        ON "t4"."version" = "t6"."version"
    ) AS "t9"
  ) AS "t11"
  INNER JOIN (
    SELECT
      "t5"."spot",
      "t5"."thread",
      "t5"."dated",
      "t5"."place" AS "fact"
    FROM (
      SELECT
        *
      FROM "entries" AS "t1"
      UNION ALL
      SELECT
        *
      FROM "instead" AS "t2"
    ) AS "t5"
  ) AS "t8"
    ON "t11"."spot" = "t8"."spot"
)
SELECT
  "t24"."clock",
  "t24"."mark",
  "t24"."lent",
  "t24"."limb",
  CASE
    WHEN (
      "t24"."told" IS NOT NULL
    ) AND (
      (
        "t24"."told" % 2
      ) = 0
    )
    THEN CAST((
      (
        "t24"."told" >> 1
      ) >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "counted_from"
FROM (
  SELECT
    "t18"."clock",
    "t18"."mark",
    "t18"."lent",
    "t18"."limb",
    "t18"."once",
    "t23"."told"
  FROM (
    SELECT
      "t14"."clock",
      "t14"."mark",
      "t14"."lent",
      "t14"."limb",
      MIN("t14"."fact") AS "once"
    FROM (
      SELECT
        *
      FROM "t12" AS "t13"
      WHERE
        (
          NOT (
            "t13"."own"
          )
          OR (
            CAST((
              "t13"."clock" % 16777216
            ) - 1 AS INT) = -1
          )
          OR (
            "t13"."thread" = CAST((
              "t13"."clock" % 16777216
            ) - 1 AS INT)
          )
        )
        AND NOT (
          "t13"."lifts"
        )
        AND "t13"."fact" >= (
          "t13"."place" - (
            "t13"."place" % 1048576
          )
        )
    ) AS "t14"
    GROUP BY
      1,
      2,
      3,
      4
  ) AS "t18"
  LEFT OUTER JOIN (
    SELECT
      "t21"."clock" AS "key_clock",
      "t21"."mark" AS "key_mark",
      "t21"."lent" AS "key_lent",
      "t21"."limb" AS "key_limb",
      "t21"."told"
    FROM (
      SELECT
        "t20"."clock",
        "t20"."mark",
        "t20"."lent",
        "t20"."limb",
        MIN((
          "t20"."fact" * 2
        ) + CAST(NOT (
          "t20"."dated"
        ) AS BIGINT)) AS "told"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t18"."clock",
            "t18"."mark",
            "t18"."lent",
            "t18"."limb",
            "t18"."once",
            "t16"."fact",
            "t16"."dated"
          FROM (
            SELECT
              "t14"."clock",
              "t14"."mark",
              "t14"."lent",
              "t14"."limb",
              MIN("t14"."fact") AS "once"
            FROM (
              SELECT
                *
              FROM "t12" AS "t13"
              WHERE
                (
                  NOT (
                    "t13"."own"
                  )
                  OR (
                    CAST((
                      "t13"."clock" % 16777216
                    ) - 1 AS INT) = -1
                  )
                  OR (
                    "t13"."thread" = CAST((
                      "t13"."clock" % 16777216
                    ) - 1 AS INT)
                  )
                )
                AND NOT (
                  "t13"."lifts"
                )
                AND "t13"."fact" >= (
                  "t13"."place" - (
                    "t13"."place" % 1048576
                  )
                )
            ) AS "t14"
            GROUP BY
              1,
              2,
              3,
              4
          ) AS "t18"
          INNER JOIN (
            SELECT
              "t13"."clock",
              "t13"."mark",
              "t13"."lent",
              "t13"."limb",
              "t13"."fact",
              "t13"."dated"
            FROM "t12" AS "t13"
            WHERE
              (
                NOT (
                  "t13"."own"
                )
                OR (
                  CAST((
                    "t13"."clock" % 16777216
                  ) - 1 AS INT) = -1
                )
                OR (
                  "t13"."thread" = CAST((
                    "t13"."clock" % 16777216
                  ) - 1 AS INT)
                )
              )
              AND "t13"."lifts"
          ) AS "t16"
            ON "t18"."clock" = "t16"."clock"
            AND "t18"."mark" = "t16"."mark"
            AND "t18"."lent" = "t16"."lent"
            AND "t18"."limb" = "t16"."limb"
        ) AS "t19"
        WHERE
          "t19"."fact" >= (
            "t19"."once" - (
              "t19"."once" % 1048576
            )
          )
      ) AS "t20"
      GROUP BY
        1,
        2,
        3,
        4
    ) AS "t21"
  ) AS "t23"
    ON "t18"."clock" = "t23"."key_clock"
    AND "t18"."mark" = "t23"."key_mark"
    AND "t18"."lent" = "t23"."key_lent"
    AND "t18"."limb" = "t23"."key_limb"
) AS "t24"
