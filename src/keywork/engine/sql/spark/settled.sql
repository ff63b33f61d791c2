SELECT
  `t2`.`case`,
  `t2`.`duty`,
  `t2`.`thread_of`,
  `t2`.`latest`,
  `t2`.`only_asked`,
  `t2`.`reversed_on`,
  `t2`.`final`,
  `t2`.`number`,
  `t2`.`mark`,
  `t2`.`after`,
  `t2`.`is_met`,
  `t2`.`close`,
  `t2`.`undated`
FROM `turned` AS `t2`
LEFT ANTI JOIN `following` AS `t3`
  ON `t2`.`case` = `t3`.`case`
  AND `t2`.`duty` = `t3`.`duty`
  AND `t2`.`thread_of` = `t3`.`thread_of`
