SELECT DISTINCT
  `t0`.`case`,
  `t0`.`duty`
FROM `triggers` AS `t0`
WHERE
  `t0`.`splits` AND `t0`.`thread` > 0
