WITH "t9" AS (
  SELECT
    "t6"."case",
    "t6"."kind",
    "t6"."spot",
    "t6"."place",
    "t6"."dated",
    "t6"."thread",
    "t6"."source",
    "t5"."whole",
    "t5"."own",
    "t5"."shared"
  FROM (
    SELECT
      *
    FROM "entries" AS "t0"
    UNION ALL
    SELECT
      *
    FROM "instead" AS "t1"
  ) AS "t6"
  INNER JOIN "story_kinds" AS "t5"
    ON "t6"."kind" = "t5"."kind"
)
SELECT
  "t22"."case",
  "t22"."unit",
  "t22"."keys",
  LIST_APPLY(
    "t22"."keys",
    LAMBDA __ibis_param_key__, __ibis_param_place__ : CAST((
      (
        __ibis_param_key__ % 8192
      ) * 4
    ) + CASE
      WHEN (
        LIST_EXTRACT("t22"."keys", __ibis_param_place__ - 1) >> 39
      ) <> (
        __ibis_param_key__ >> 39
      )
      THEN 0
      WHEN (
        LIST_EXTRACT("t22"."keys", __ibis_param_place__ - 1) >> 13
      ) = (
        __ibis_param_key__ >> 13
      )
      THEN 3
      WHEN LIST_EXTRACT("t22"."keys", __ibis_param_place__ - 1) > 0
      THEN 1
      ELSE 0
    END AS INT)
  ) AS "story"
FROM (
  SELECT
    "t21"."case",
    "t21"."unit",
    LIST_SORT("t21"."keys") AS "keys"
  FROM (
    SELECT
      "t20"."case",
      "t20"."unit",
      ARRAY_AGG("t20"."key") AS "keys"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t15"."case",
          "t13"."unit",
          (
            "t15"."place" << 13
          ) + "t15"."kind_code" + (
            CASE WHEN "t15"."own" AND (
              "t15"."thread" > 0
            ) THEN 2 ELSE 0 END * 2
          ) + CAST("t15"."dated" AS BIGINT) AS "key"
        FROM (
          SELECT
            "t10"."case",
            "t10"."kind",
            "t10"."spot",
            (
              "t10"."place" << 6
            ) + "t10"."source" AS "place",
            "t10"."dated",
            "t10"."thread",
            "t10"."source",
            "t10"."whole",
            "t10"."own",
            "t10"."shared",
            CAST("t10"."kind" + 1 AS BIGINT) << 3 AS "kind_code"
          FROM "t9" AS "t10"
          WHERE
            "t10"."shared"
        ) AS "t15"
        INNER JOIN (
          SELECT DISTINCT
            "t11"."case" AS "its_case",
            "t11"."thread" AS "unit"
          FROM (
            SELECT
              "t6"."case",
              "t6"."kind",
              "t6"."spot",
              "t6"."place",
              "t6"."dated",
              "t6"."thread",
              "t6"."source"
            FROM (
              SELECT
                *
              FROM "entries" AS "t0"
              UNION ALL
              SELECT
                *
              FROM "instead" AS "t1"
            ) AS "t6"
            SEMI JOIN (
              SELECT
                *
              FROM "starters" AS "t3"
              WHERE
                "t3"."splits"
            ) AS "t8"
              ON "t6"."kind" = "t8"."kind"
          ) AS "t11"
          WHERE
            "t11"."thread" > 0
        ) AS "t13"
          ON "t15"."case" = "t13"."its_case" AND "t15"."thread" <> "t13"."unit"
      ) AS "t19"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t10"."case",
            -1 AS "unit",
            (
              (
                (
                  "t10"."place" << 6
                ) + "t10"."source"
              ) << 13
            ) + (
              CAST("t10"."kind" + 1 AS BIGINT) << 3
            ) + (
              0 * 2
            ) + CAST("t10"."dated" AS BIGINT) AS "key"
          FROM "t9" AS "t10"
          WHERE
            "t10"."whole"
        ) AS "t16"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t10"."case",
            "t10"."thread" AS "unit",
            (
              (
                (
                  "t10"."place" << 6
                ) + "t10"."source"
              ) << 13
            ) + (
              CAST("t10"."kind" + 1 AS BIGINT) << 3
            ) + (
              CASE WHEN "t10"."own" THEN 1 ELSE 0 END * 2
            ) + CAST("t10"."dated" AS BIGINT) AS "key"
          FROM "t9" AS "t10"
          WHERE
            (
              "t10"."own" OR "t10"."shared"
            ) AND "t10"."thread" > 0
        ) AS "t17"
      ) AS "t18"
    ) AS "t20"
    GROUP BY
      1,
      2
  ) AS "t21"
) AS "t22"
