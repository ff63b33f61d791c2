SELECT
  `t8`.`clock`,
  `t8`.`final`,
  CAST(`t8`.`number` + 1 AS INT) AS `number`,
  `t8`.`mark`,
  `t8`.`closed_after` AS `after`,
  `t8`.`reversed_on`
FROM (
  SELECT
    `t7`.`clock`,
    `t7`.`final`,
    `t7`.`number`,
    `t7`.`closed_after`,
    `t7`.`reversed_on`,
    MIN(`t7`.`next_mark`) AS `mark`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t5`.`clock`,
        `t5`.`final`,
        `t5`.`number`,
        `t5`.`mark`,
        `t5`.`after`,
        `t5`.`reversed_on`,
        `t5`.`is_met`,
        `t5`.`close`,
        `t5`.`undated`,
        `t5`.`closed_after`,
        `t3`.`next_mark`
      FROM (
        SELECT
          `t0`.`clock`,
          `t0`.`final`,
          `t0`.`number`,
          `t0`.`mark`,
          `t0`.`after`,
          `t0`.`reversed_on`,
          `t0`.`is_met`,
          `t0`.`close`,
          `t0`.`undated`,
          GREATEST(SHIFTRIGHT(`t0`.`mark`, 12), `t0`.`close`) AS `closed_after`
        FROM `turned_again` AS `t0`
        WHERE
          COALESCE(`t0`.`final` >= `t0`.`close`, FALSE)
      ) AS `t5`
      INNER JOIN (
        SELECT
          `t1`.`clock`,
          `t1`.`mark` AS `next_mark`
        FROM `starts` AS `t1`
      ) AS `t3`
        ON `t5`.`clock` = `t3`.`clock`
    ) AS `t6`
    WHERE
      (
        (
          SHIFTRIGHT(`t6`.`next_mark`, 12)
        ) > `t6`.`closed_after`
      )
      OR (
        (
          SHIFTRIGHT(`t6`.`next_mark`, 12)
        ) = `t6`.`close`
      )
  ) AS `t7`
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS `t8`
