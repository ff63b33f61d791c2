SELECT
  *
FROM `known_starts` AS `t0`
UNION ALL
SELECT
  *
FROM `only_asked` AS `t1`
