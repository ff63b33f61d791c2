SELECT
  *
FROM "direct" AS "t0"
UNION ALL
SELECT
  *
FROM "resolved" AS "t1"
