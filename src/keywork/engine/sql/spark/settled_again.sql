SELECT
  `t2`.`clock`,
  `t2`.`final`,
  `t2`.`number`,
  `t2`.`mark`,
  `t2`.`after`,
  `t2`.`reversed_on`,
  `t2`.`is_met`,
  `t2`.`close`,
  `t2`.`undated`
FROM `turned_again` AS `t2`
LEFT ANTI JOIN `following_again` AS `t3`
  ON `t2`.`clock` = `t3`.`clock`
