SELECT
  "t15"."case",
  "t15"."entries",
  CASE WHEN COALESCE("t15"."is_exceptional", FALSE) THEN NULL ELSE "t15"."since" END AS "settled_at",
  COALESCE("t15"."times" * "t15"."standing", 0) AS "taken"
FROM (
  SELECT
    "t7"."case",
    "t7"."since",
    "t7"."entries",
    "t14"."is_exceptional",
    "t11"."times",
    "t11"."standing"
  FROM (
    SELECT
      "t0"."case",
      GREATEST(MAX("t0"."recorded_at"), MAX("t0"."superseded_at")) AS "since",
      COUNT(*) AS "entries"
    FROM "copied_events" AS "t0"
    GROUP BY
      1
  ) AS "t7"
  LEFT OUTER JOIN (
    SELECT
      "t12"."case" AS "key_case",
      "t12"."is_exceptional"
    FROM (
      SELECT DISTINCT
        *
      FROM (
        SELECT
          "t2"."case",
          TRUE AS "is_exceptional"
        FROM "copied_events" AS "t2"
        SEMI JOIN (
          SELECT
            *
          FROM "marks" AS "t1"
          WHERE
            "t1"."mark" = 1
        ) AS "t6"
          ON "t2"."kind" = "t6"."kind"
      ) AS "t10"
    ) AS "t12"
  ) AS "t14"
    ON "t7"."case" = "t14"."key_case"
  LEFT OUTER JOIN (
    SELECT
      "t8"."case" AS "key_case",
      "t8"."times",
      "t8"."standing"
    FROM (
      SELECT
        "t3"."case",
        COUNT(DISTINCT "t3"."day") AS "times",
        COUNT(*) AS "standing"
      FROM (
        SELECT
          *
        FROM "copied_events" AS "t0"
        WHERE
          "t0"."superseded_at" IS NULL
      ) AS "t3"
      GROUP BY
        1
    ) AS "t8"
  ) AS "t11"
    ON "t7"."case" = "t11"."key_case"
) AS "t15"
