SELECT
  *
FROM (
  SELECT
    *
  FROM "resolved" AS "t1"
  WHERE
    CAST((
      "t1"."clock" % 16777216
    ) - 1 AS INT) <= 0
) AS "t2"
UNION ALL
SELECT
  *
FROM "only_asked" AS "t0"
