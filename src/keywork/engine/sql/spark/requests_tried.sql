SELECT
  `t2`.`case`,
  `t2`.`place`,
  `t2`.`mark`,
  `t2`.`thread`,
  `t2`.`dated`
FROM `special` AS `t2`
LEFT SEMI JOIN (
  SELECT
    *
  FROM `tried` AS `t1`
  WHERE
    `t1`.`test` = 1
) AS `t4`
  ON `t2`.`case` = `t4`.`case`
