SELECT
  `t0`.`clock`,
  `t0`.`mark`,
  `t0`.`lent`,
  `t0`.`case`,
  `t0`.`duty`,
  `t0`.`place`,
  `t0`.`day`,
  `t0`.`starts_on`,
  `t0`.`after`,
  `t0`.`request`,
  `t0`.`referral`,
  `t0`.`level`,
  `t0`.`version`,
  `t0`.`combine`
FROM `asks` AS `t0`
WHERE
  FALSE
