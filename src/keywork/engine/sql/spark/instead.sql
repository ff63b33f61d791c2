SELECT
  `t10`.`case`,
  -1 AS `kind`,
  (
    CAST(`t10`.`case` AS BIGINT) * 1024
  ) + -1 + 1 AS `spot`,
  `t10`.`place`,
  `t10`.`dated`,
  `t10`.`thread`,
  `t10`.`source`
FROM (
  SELECT
    `t2`.`case`,
    `t2`.`kind`,
    `t2`.`spot`,
    `t2`.`place`,
    `t2`.`dated`,
    `t2`.`thread`,
    `t2`.`source`
  FROM `entries` AS `t2`
  LEFT SEMI JOIN (
    SELECT
      *
    FROM `plan_kinds` AS `t1`
    WHERE
      NOT (
        `t1`.`own`
      )
  ) AS `t6`
    ON `t2`.`kind` = `t6`.`kind`
  LEFT ANTI JOIN (
    SELECT DISTINCT
      *
    FROM (
      SELECT
        `t2`.`case`
      FROM `entries` AS `t2`
      LEFT SEMI JOIN (
        SELECT
          *
        FROM `plan_kinds` AS `t1`
        WHERE
          `t1`.`own`
      ) AS `t5`
        ON `t2`.`kind` = `t5`.`kind`
    ) AS `t7`
  ) AS `t9`
    ON `t2`.`case` = `t9`.`case`
) AS `t10`
