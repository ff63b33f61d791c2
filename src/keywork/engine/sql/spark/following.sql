SELECT
  `t8`.`case`,
  `t8`.`duty`,
  `t8`.`thread_of`,
  `t8`.`latest`,
  `t8`.`only_asked`,
  `t8`.`reversed_on`,
  `t8`.`final`,
  CAST(`t8`.`number` + 1 AS INT) AS `number`,
  `t8`.`mark`,
  `t8`.`closed_after` AS `after`
FROM (
  SELECT
    `t7`.`case`,
    `t7`.`duty`,
    `t7`.`thread_of`,
    `t7`.`latest`,
    `t7`.`only_asked`,
    `t7`.`reversed_on`,
    `t7`.`final`,
    `t7`.`number`,
    `t7`.`closed_after`,
    MIN(`t7`.`next_mark`) AS `mark`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t5`.`case`,
        `t5`.`duty`,
        `t5`.`thread_of`,
        `t5`.`latest`,
        `t5`.`only_asked`,
        `t5`.`reversed_on`,
        `t5`.`final`,
        `t5`.`number`,
        `t5`.`mark`,
        `t5`.`after`,
        `t5`.`is_met`,
        `t5`.`close`,
        `t5`.`undated`,
        `t5`.`start`,
        `t5`.`closed_after`,
        `t3`.`key_case`,
        `t3`.`key_duty`,
        `t3`.`key_thread`,
        `t3`.`next_mark`
      FROM (
        SELECT
          `t0`.`case`,
          `t0`.`duty`,
          `t0`.`thread_of`,
          `t0`.`latest`,
          `t0`.`only_asked`,
          `t0`.`reversed_on`,
          `t0`.`final`,
          `t0`.`number`,
          `t0`.`mark`,
          `t0`.`after`,
          `t0`.`is_met`,
          `t0`.`close`,
          `t0`.`undated`,
          SHIFTRIGHT(`t0`.`mark`, 6) AS `start`,
          GREATEST(SHIFTRIGHT(`t0`.`mark`, 6), `t0`.`close`) AS `closed_after`
        FROM `turned` AS `t0`
        WHERE
          NOT (
            `t0`.`latest`
          )
          AND `t0`.`close` IS NOT NULL
          AND `t0`.`final` >= `t0`.`close`
      ) AS `t5`
      INNER JOIN (
        SELECT
          `t1`.`case` AS `key_case`,
          `t1`.`duty` AS `key_duty`,
          `t1`.`thread_of` AS `key_thread`,
          `t1`.`mark` AS `next_mark`
        FROM `starts` AS `t1`
      ) AS `t3`
        ON `t5`.`case` = `t3`.`key_case`
        AND `t5`.`duty` = `t3`.`key_duty`
        AND `t5`.`thread_of` = `t3`.`key_thread`
    ) AS `t6`
    WHERE
      (
        (
          SHIFTRIGHT(`t6`.`next_mark`, 6)
        ) > `t6`.`closed_after`
      )
      OR (
        (
          SHIFTRIGHT(`t6`.`next_mark`, 6)
        ) = `t6`.`close`
      )
  ) AS `t7`
  GROUP BY
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9
) AS `t8`
