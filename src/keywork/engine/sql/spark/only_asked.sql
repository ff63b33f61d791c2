SELECT
  `t22`.`clock`,
  (
    SHIFTLEFT(`t22`.`place`, 12)
  ) + (
    SHIFTLEFT(CAST(`t22`.`source` AS BIGINT), 6)
  ) + `t22`.`code` AS `mark`
FROM (
  SELECT
    `t12`.`case`,
    `t12`.`kind`,
    `t12`.`spot`,
    `t12`.`place`,
    `t12`.`dated`,
    `t12`.`thread`,
    `t12`.`source`,
    `t16`.`duty`,
    `t16`.`code`,
    `t16`.`own`,
    `t16`.`splits`,
    `t16`.`loose`,
    `t21`.`clock`,
    `t21`.`its_case`,
    `t21`.`its_duty`,
    `t21`.`its_thread`
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
    ) AS `t5`
    WHERE
      `t5`.`dated`
  ) AS `t12`
  INNER JOIN (
    SELECT
      `t6`.`duty`,
      `t6`.`kind`,
      `t6`.`code`,
      `t6`.`own`,
      `t6`.`splits`,
      `t6`.`loose`
    FROM `starters` AS `t6`
    LEFT SEMI JOIN (
      SELECT
        `t4`.`due_of` AS `duty`
      FROM `duty_pairs` AS `t4`
    ) AS `t11`
      ON `t6`.`duty` = `t11`.`duty`
  ) AS `t16`
    ON `t12`.`kind` = `t16`.`kind`
  INNER JOIN (
    SELECT
      `t19`.`clock`,
      CAST(SHIFTRIGHT(`t19`.`clock`, 34) AS INT) AS `its_case`,
      CAST((
        SHIFTRIGHT(`t19`.`clock`, 24)
      ) % 1024 AS SMALLINT) AS `its_duty`,
      CAST((
        `t19`.`clock` % 16777216
      ) - 1 AS INT) AS `its_thread`
    FROM (
      SELECT DISTINCT
        *
      FROM (
        SELECT
          (
            SHIFTLEFT(CAST(CAST(SHIFTRIGHT(`t14`.`clock`, 34) AS INT) AS BIGINT), 34)
          ) + (
            SHIFTLEFT(CAST(`t8`.`due_of` AS BIGINT), 24)
          ) + (
            CAST((
              `t14`.`clock` % 16777216
            ) - 1 AS INT) + 1
          ) AS `clock`
        FROM (
          SELECT
            `t3`.`clock`,
            `t3`.`mark`,
            CAST((
              SHIFTRIGHT(`t3`.`clock`, 24)
            ) % 1024 AS SMALLINT) AS `duty`
          FROM `known_starts` AS `t3`
        ) AS `t14`
        INNER JOIN `duty_pairs` AS `t8`
          ON `t14`.`duty` = `t8`.`duty`
      ) AS `t17`
    ) AS `t19`
    LEFT ANTI JOIN `known_starts` AS `t7`
      ON `t19`.`clock` = `t7`.`clock`
  ) AS `t21`
    ON `t12`.`case` = `t21`.`its_case` AND `t16`.`duty` = `t21`.`its_duty`
) AS `t22`
WHERE
  NOT (
    `t22`.`own`
  )
  OR (
    `t22`.`its_thread` = -1
  )
  OR (
    `t22`.`thread` = `t22`.`its_thread`
  )
