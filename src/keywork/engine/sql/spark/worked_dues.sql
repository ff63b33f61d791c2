SELECT
  `t0`.`case`,
  `t0`.`duty`,
  `t0`.`thread_of`,
  `t0`.`mark`,
  `t0`.`lent`,
  CAST(NULL AS INT) AS `due`,
  CAST(NULL AS BOOLEAN) AS `open_ended`
FROM `asks` AS `t0`
WHERE
  FALSE
