SELECT
  `t2`.`clock`,
  `t2`.`close` AS `place`
FROM `turned_again` AS `t2`
LEFT SEMI JOIN `following_again` AS `t3`
  ON `t2`.`clock` = `t3`.`clock`
