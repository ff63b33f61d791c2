SELECT
  "t2"."case",
  "t2"."kind",
  "t2"."place",
  "t2"."dated",
  "t2"."thread",
  "t2"."source",
  (
    CAST("t2"."case" AS BIGINT) * 1024
  ) + "t2"."kind" + 1 AS "spot"
FROM (
  SELECT
    "t1"."case",
    CAST((
      "t1"."look" >> 5
    ) - 1 AS SMALLINT) AS "kind",
    (
      (
        CAST(CAST(SUM(1 - (
          "t1"."look" % 2
        )) OVER (
          PARTITION BY "t1"."case"
          ORDER BY "t1"."ordinal" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS INT) AS BIGINT) + 1000000
      ) * 1048576
    ) + (
      (
        "t1"."ordinal" + 1
      ) - (
        (
          "t1"."look" >> 1
        ) % 2
      )
    ) AS "place",
    (
      (
        "t1"."look" >> 2
      ) % 2
    ) = 1 AS "dated",
    CAST((
      "t1"."look" >> 3
    ) % 4 AS INT) AS "thread",
    0 AS "source"
  FROM (
    SELECT
      "t0"."number" AS "case",
      UNNEST("t0"."story") AS "look",
      UNNEST(RANGE(0, ARRAY_LENGTH("t0"."story"), 1)) AS "ordinal"
    FROM "new_stories" AS "t0"
  ) AS "t1"
) AS "t2"
