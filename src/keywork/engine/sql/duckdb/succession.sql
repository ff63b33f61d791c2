SELECT
  "t6"."kind",
  "t6"."next_kind",
  COUNT(*) AS "times",
  SUM("t6"."days") AS "days"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t4"."kind",
      LEAD("t4"."kind") OVER (
        PARTITION BY "t4"."case"
        ORDER BY "t4"."day" ASC, "t4"."sequence" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "next_kind",
      LEAD("t4"."day") OVER (
        PARTITION BY "t4"."case"
        ORDER BY "t4"."day" ASC, "t4"."sequence" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - "t4"."day" AS "days"
    FROM (
      SELECT
        "t0"."case",
        "t0"."sequence",
        "t0"."kind",
        "t0"."day"
      FROM "events" AS "t0"
      WHERE
        "t0"."recorded_at" <= (
          SELECT
            "t1"."known_at"
          FROM "question" AS "t1"
        )
        AND NOT (
          COALESCE(
            "t0"."superseded_at" <= (
              SELECT
                "t1"."known_at"
              FROM "question" AS "t1"
            ),
            FALSE
          )
        )
        AND "t0"."dated"
        AND "t0"."day" <= (
          SELECT
            "t1"."as_of"
          FROM "question" AS "t1"
        )
    ) AS "t4"
  ) AS "t5"
  WHERE
    "t5"."next_kind" IS NOT NULL
) AS "t6"
GROUP BY
  1,
  2
