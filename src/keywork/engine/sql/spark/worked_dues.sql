SELECT
  `t0`.`clock`,
  `t0`.`mark`,
  `t0`.`lent`,
  CAST(NULL AS INT) AS `due`,
  CAST(NULL AS BOOLEAN) AS `open_ended`
FROM `asks` AS `t0`
WHERE
  FALSE
