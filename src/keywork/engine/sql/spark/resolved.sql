WITH `t9` AS (
  SELECT DISTINCT
    *
  FROM (
    SELECT
      `t5`.`clock`,
      `t5`.`group`
    FROM (
      SELECT
        `t1`.`clock`,
        `t1`.`mark`,
        `t1`.`clock` - (
          `t1`.`clock` % 16777216
        ) AS `group`
      FROM `direct` AS `t1`
      WHERE
        `t1`.`clock` > (
          `t1`.`clock` - (
            `t1`.`clock` % 16777216
          )
        )
    ) AS `t5`
    LEFT SEMI JOIN (
      SELECT DISTINCT
        (
          SHIFTLEFT(CAST(`t0`.`case` AS BIGINT), 34)
        ) + (
          SHIFTLEFT(CAST(`t0`.`duty` AS BIGINT), 24)
        ) + (
          -1 + 1
        ) AS `group`
      FROM `doubtful` AS `t0`
    ) AS `t7`
      ON `t5`.`group` = `t7`.`group`
  ) AS `t8`
), `t14` AS (
  SELECT
    `t6`.`case`,
    `t6`.`duty`,
    `t6`.`splits`,
    `t6`.`mark`,
    `t6`.`group`
  FROM (
    SELECT
      `t0`.`case`,
      `t0`.`duty`,
      `t0`.`splits`,
      `t0`.`mark`,
      (
        SHIFTLEFT(CAST(`t0`.`case` AS BIGINT), 34)
      ) + (
        SHIFTLEFT(CAST(`t0`.`duty` AS BIGINT), 24)
      ) + (
        -1 + 1
      ) AS `group`
    FROM `doubtful` AS `t0`
  ) AS `t6`
  LEFT SEMI JOIN (
    SELECT DISTINCT
      `t10`.`group`
    FROM `t9` AS `t10`
  ) AS `t12`
    ON `t6`.`group` = `t12`.`group`
)
SELECT
  *
FROM (
  SELECT
    `t22`.`clock`,
    `t19`.`mark`
  FROM (
    SELECT
      *
    FROM `t14` AS `t15`
    WHERE
      NOT (
        `t15`.`splits`
      )
  ) AS `t19`
  INNER JOIN (
    SELECT
      *
    FROM `t9` AS `t10`
    UNION ALL
    SELECT
      *
    FROM (
      SELECT DISTINCT
        `t15`.`group` + 1 AS `clock`,
        `t15`.`group`
      FROM `t14` AS `t15`
      WHERE
        `t15`.`splits`
    ) AS `t18`
  ) AS `t22`
    ON `t19`.`group` = `t22`.`group`
) AS `t23`
UNION ALL
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      `t6`.`group` AS `clock`,
      `t6`.`mark`
    FROM (
      SELECT
        `t0`.`case`,
        `t0`.`duty`,
        `t0`.`splits`,
        `t0`.`mark`,
        (
          SHIFTLEFT(CAST(`t0`.`case` AS BIGINT), 34)
        ) + (
          SHIFTLEFT(CAST(`t0`.`duty` AS BIGINT), 24)
        ) + (
          -1 + 1
        ) AS `group`
      FROM `doubtful` AS `t0`
    ) AS `t6`
    LEFT ANTI JOIN (
      SELECT DISTINCT
        `t10`.`group`
      FROM `t9` AS `t10`
    ) AS `t12`
      ON `t6`.`group` = `t12`.`group`
  ) AS `t13`
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      `t15`.`group` + 1 AS `clock`,
      `t15`.`mark`
    FROM `t14` AS `t15`
    WHERE
      `t15`.`splits`
  ) AS `t17`
) AS `t20`
