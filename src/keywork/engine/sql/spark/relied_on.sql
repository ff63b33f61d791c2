SELECT
  `t3`.`case`,
  `t3`.`duty`,
  `t3`.`thread_of`,
  `t3`.`mark`,
  `t3`.`lent`,
  TRUE AS `relied_on`
FROM (
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
) AS `t3`
