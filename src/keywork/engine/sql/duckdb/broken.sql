SELECT
  "t17"."clock",
  MIN("t17"."fact") AS "broken"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t15"."clock",
      "t15"."mark",
      "t15"."lent",
      "t15"."case",
      "t15"."duty",
      "t15"."place",
      "t15"."day",
      "t15"."starts_on",
      "t15"."after",
      "t15"."request",
      "t15"."referral",
      "t15"."level",
      "t15"."version",
      "t15"."combine",
      "t15"."sort",
      "t15"."close",
      "t15"."due",
      "t15"."open_ended",
      "t15"."kind",
      "t15"."own",
      "t15"."spot",
      "t11"."thread",
      "t11"."fact"
    FROM (
      SELECT
        "t13"."clock",
        "t13"."mark",
        "t13"."lent",
        "t13"."case",
        "t13"."duty",
        "t13"."place",
        "t13"."day",
        "t13"."starts_on",
        "t13"."after",
        "t13"."request",
        "t13"."referral",
        "t13"."level",
        "t13"."version",
        "t13"."combine",
        "t13"."sort",
        "t13"."close",
        "t13"."due",
        "t13"."open_ended",
        "t13"."kind",
        "t13"."own",
        (
          CAST("t13"."case" AS BIGINT) * 1024
        ) + "t13"."kind" + 1 AS "spot"
      FROM (
        SELECT
          "t12"."clock",
          "t12"."mark",
          "t12"."lent",
          "t12"."case",
          "t12"."duty",
          "t12"."place",
          "t12"."day",
          "t12"."starts_on",
          "t12"."after",
          "t12"."request",
          "t12"."referral",
          "t12"."level",
          "t12"."version",
          "t12"."combine",
          "t12"."sort",
          "t12"."close",
          "t10"."due",
          "t10"."open_ended",
          "t6"."kind",
          "t6"."own"
        FROM (
          SELECT
            *
          FROM "asks" AS "t2"
          WHERE
            "t2"."version" IS NOT NULL
        ) AS "t12"
        LEFT OUTER JOIN (
          SELECT
            "t4"."clock" AS "key_clock",
            "t4"."mark" AS "key_mark",
            "t4"."lent" AS "key_lent",
            "t4"."due",
            "t4"."open_ended"
          FROM "worked_dues" AS "t4"
        ) AS "t10"
          ON "t12"."clock" = "t10"."key_clock"
          AND "t12"."mark" = "t10"."key_mark"
          AND "t12"."lent" = "t10"."key_lent"
        INNER JOIN "barred" AS "t6"
          ON "t12"."duty" = "t6"."duty"
      ) AS "t13"
    ) AS "t15"
    INNER JOIN (
      SELECT
        "t5"."spot",
        "t5"."thread",
        "t5"."place" AS "fact"
      FROM (
        SELECT
          *
        FROM "entries" AS "t0"
        UNION ALL
        SELECT
          *
        FROM "instead" AS "t1"
      ) AS "t5"
      WHERE
        "t5"."dated"
    ) AS "t11"
      ON "t15"."spot" = "t11"."spot"
  ) AS "t16"
  WHERE
    (
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
    AND CAST((
      "t16"."fact" >> 20
    ) - 1000000 AS INT) >= "t16"."day"
    AND "t16"."fact" <> "t16"."place"
    AND (
      (
        "t16"."after" IS NULL
      ) OR (
        "t16"."fact" > "t16"."after"
      )
    )
    AND (
      (
        "t16"."close" IS NULL
      )
      OR (
        CAST((
          "t16"."fact" >> 20
        ) - 1000000 AS INT) < CAST((
          "t16"."close" >> 20
        ) - 1000000 AS INT)
      )
    )
    AND (
      (
        "t16"."sort" <> 3
      )
      OR COALESCE("t16"."open_ended", FALSE)
      OR COALESCE(CAST((
        "t16"."fact" >> 20
      ) - 1000000 AS INT) <= "t16"."due", FALSE)
    )
) AS "t17"
GROUP BY
  1
