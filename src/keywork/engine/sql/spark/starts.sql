WITH `t5` AS (
  SELECT DISTINCT
    `t0`.`case`,
    `t0`.`duty`,
    `t0`.`thread_of`
  FROM `own_starts` AS `t0`
)
SELECT
  *
FROM `own_starts` AS `t0`
UNION ALL
SELECT
  *
FROM (
  SELECT
    `t14`.`case`,
    `t14`.`duty`,
    `t14`.`latest`,
    `t14`.`mark`,
    `t14`.`its_thread` AS `thread_of`,
    TRUE AS `only_asked`
  FROM (
    SELECT
      `t3`.`case`,
      `t3`.`duty`,
      `t3`.`thread`,
      `t3`.`own`,
      `t3`.`splits`,
      `t3`.`latest`,
      `t3`.`mark`,
      `t13`.`its_case`,
      `t13`.`its_duty`,
      `t13`.`its_thread`
    FROM `triggers` AS `t3`
    INNER JOIN (
      SELECT
        `t11`.`case` AS `its_case`,
        `t11`.`duty` AS `its_duty`,
        `t11`.`thread_of` AS `its_thread`
      FROM (
        SELECT DISTINCT
          *
        FROM (
          SELECT
            `t8`.`case`,
            `t8`.`thread_of`,
            `t4`.`due_of` AS `duty`
          FROM `t5` AS `t8`
          INNER JOIN `duty_pairs` AS `t4`
            ON `t8`.`duty` = `t4`.`duty`
        ) AS `t9`
      ) AS `t11`
      LEFT ANTI JOIN `t5` AS `t7`
        ON `t11`.`case` = `t7`.`case`
        AND `t11`.`duty` = `t7`.`duty`
        AND `t11`.`thread_of` = `t7`.`thread_of`
    ) AS `t13`
      ON `t3`.`case` = `t13`.`its_case` AND `t3`.`duty` = `t13`.`its_duty`
  ) AS `t14`
  WHERE
    NOT (
      `t14`.`own`
    )
    OR (
      `t14`.`its_thread` = -1
    )
    OR (
      `t14`.`thread` = `t14`.`its_thread`
    )
) AS `t15`
