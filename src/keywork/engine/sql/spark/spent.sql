SELECT
  `t0`.`clock`,
  `t0`.`mark` AS `place`
FROM `starts` AS `t0`
WHERE
  FALSE
