SELECT
  `t8`.`case`,
  `t8`.`duty`,
  `t8`.`splits`,
  (
    SHIFTLEFT(`t8`.`place`, 12)
  ) + (
    SHIFTLEFT(CAST(`t8`.`source` AS BIGINT), 6)
  ) + `t8`.`code` AS `mark`
FROM (
  SELECT
    `t6`.`case`,
    `t6`.`kind`,
    `t6`.`spot`,
    `t6`.`place`,
    `t6`.`dated`,
    `t6`.`thread`,
    `t6`.`source`,
    `t7`.`duty`,
    `t7`.`code`,
    `t7`.`own`,
    `t7`.`splits`,
    `t7`.`loose`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM `entries` AS `t0`
      UNION ALL
      SELECT
        *
      FROM `instead` AS `t1`
    ) AS `t3`
    WHERE
      `t3`.`dated`
  ) AS `t6`
  INNER JOIN (
    SELECT
      *
    FROM `starters` AS `t2`
    WHERE
      `t2`.`loose` OR `t2`.`splits`
  ) AS `t7`
    ON `t6`.`kind` = `t7`.`kind`
) AS `t8`
WHERE
  `t8`.`loose` OR (
    `t8`.`thread` = 0
  )
