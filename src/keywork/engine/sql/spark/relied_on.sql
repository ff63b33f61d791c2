SELECT DISTINCT
  *
FROM (
  SELECT
    *
  FROM `circumstances` AS `t0`
  UNION ALL
  SELECT
    *
  FROM `closures` AS `t1`
) AS `t2`
