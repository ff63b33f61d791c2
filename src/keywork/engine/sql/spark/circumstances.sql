SELECT DISTINCT
  `t30`.`case`,
  `t30`.`duty`,
  `t30`.`thread_of`,
  `t30`.`mark`,
  `t30`.`lent`
FROM (
  SELECT
    `t29`.`case`,
    `t29`.`duty`,
    `t29`.`thread_of`,
    `t29`.`mark`,
    `t29`.`lent`,
    `t29`.`exception`,
    `t29`.`starts_on`,
    `t29`.`due`,
    `t29`.`test`,
    `t29`.`days`,
    `t29`.`starts`,
    `t29`.`ends`,
    `t29`.`kind`,
    `t29`.`own`,
    `t29`.`thread`,
    `t29`.`its_case`,
    `t29`.`fact`,
    `t29`.`sequence`,
    `t29`.`day`,
    `t29`.`said_from`,
    `t29`.`said_to`,
    COALESCE(`t29`.`said_from`, `t29`.`day`) AS `begins`,
    COALESCE(
      `t29`.`said_to`,
      GREATEST(
        (
          SELECT
            `t0`.`as_of`
          FROM `question` AS `t0`
        ),
        COALESCE(`t29`.`said_from`, `t29`.`day`)
      )
    ) AS `lasts`
  FROM (
    SELECT
      `t28`.`case`,
      `t28`.`duty`,
      `t28`.`thread_of`,
      `t28`.`mark`,
      `t28`.`lent`,
      `t28`.`exception`,
      `t28`.`starts_on`,
      `t28`.`due`,
      `t28`.`test`,
      `t28`.`days`,
      `t28`.`starts`,
      `t28`.`ends`,
      `t28`.`kind`,
      `t28`.`own`,
      `t28`.`thread`,
      `t28`.`its_case`,
      `t28`.`fact`,
      `t28`.`sequence`,
      `t28`.`day`,
      `t25`.`said_from`,
      `t26`.`said_to`
    FROM (
      SELECT
        `t20`.`case`,
        `t20`.`duty`,
        `t20`.`thread_of`,
        `t20`.`mark`,
        `t20`.`lent`,
        `t20`.`exception`,
        `t20`.`starts_on`,
        `t20`.`due`,
        `t20`.`test`,
        `t20`.`days`,
        `t20`.`starts`,
        `t20`.`ends`,
        `t20`.`kind`,
        `t20`.`own`,
        `t20`.`thread`,
        `t20`.`its_case`,
        `t20`.`fact`,
        CAST(`t20`.`fact` % 1048576 AS INT) AS `sequence`,
        CAST((
          SHIFTRIGHT(`t20`.`fact`, 20)
        ) - 1000000 AS INT) AS `day`
      FROM (
        SELECT
          `t16`.`case`,
          `t16`.`duty`,
          `t16`.`thread_of`,
          `t16`.`mark`,
          `t16`.`lent`,
          `t16`.`exception`,
          `t16`.`starts_on`,
          `t16`.`due`,
          `t16`.`test`,
          `t16`.`days`,
          `t16`.`starts`,
          `t16`.`ends`,
          `t7`.`kind`,
          `t7`.`own`,
          `t17`.`thread`,
          `t17`.`its_case`,
          `t17`.`fact`
        FROM (
          SELECT
            *
          FROM `tried` AS `t1`
          WHERE
            `t1`.`test` <> 1
        ) AS `t16`
        INNER JOIN `exception_kinds` AS `t7`
          ON `t16`.`duty` = `t7`.`duty` AND `t16`.`exception` = `t7`.`exception`
        INNER JOIN (
          SELECT
            `t9`.`kind`,
            `t9`.`thread`,
            `t9`.`case` AS `its_case`,
            `t9`.`place` AS `fact`
          FROM (
            SELECT
              *
            FROM `entries` AS `t4`
            UNION ALL
            SELECT
              *
            FROM `instead` AS `t5`
          ) AS `t9`
          WHERE
            `t9`.`dated`
        ) AS `t17`
          ON `t16`.`case` = `t17`.`its_case` AND `t7`.`kind` = `t17`.`kind`
      ) AS `t20`
      WHERE
        NOT (
          `t20`.`own`
        )
        OR (
          `t20`.`thread_of` = -1
        )
        OR (
          `t20`.`thread` = `t20`.`thread_of`
        )
    ) AS `t28`
    LEFT OUTER JOIN (
      SELECT
        `t21`.`case` AS `key_case`,
        `t21`.`place_of_entry` AS `key_place_of_entry`,
        `t21`.`at` AS `said_from`
      FROM (
        SELECT
          `t8`.`case`,
          `t8`.`sequence` AS `place_of_entry`,
          `t8`.`day` AS `at`,
          `t8`.`word`
        FROM `details` AS `t8`
        INNER JOIN (
          SELECT
            `t6`.`field`
          FROM `field_names` AS `t6`
          WHERE
            `t6`.`name` = 'from'
        ) AS `t18`
          ON `t8`.`field` = `t18`.`field`
      ) AS `t21`
    ) AS `t25`
      ON `t28`.`case` = `t25`.`key_case` AND `t28`.`sequence` = `t25`.`key_place_of_entry`
    LEFT OUTER JOIN (
      SELECT
        `t22`.`case` AS `key_case`,
        `t22`.`place_of_entry` AS `key_place_of_entry`,
        `t22`.`at` AS `said_to`
      FROM (
        SELECT
          `t8`.`case`,
          `t8`.`sequence` AS `place_of_entry`,
          `t8`.`day` AS `at`,
          `t8`.`word`
        FROM `details` AS `t8`
        INNER JOIN (
          SELECT
            `t6`.`field`
          FROM `field_names` AS `t6`
          WHERE
            `t6`.`name` = 'to'
        ) AS `t19`
          ON `t8`.`field` = `t19`.`field`
      ) AS `t22`
    ) AS `t26`
      ON `t28`.`case` = `t26`.`key_case` AND `t28`.`sequence` = `t26`.`key_place_of_entry`
  ) AS `t29`
) AS `t30`
WHERE
  CASE
    WHEN `t30`.`test` = 2
    THEN (
      `t30`.`begins` <= `t30`.`due`
    ) AND (
      `t30`.`lasts` >= `t30`.`starts_on`
    )
    WHEN `t30`.`test` = 3
    THEN IF(
      (
        SELECT
          `t0`.`touching`
        FROM `question` AS `t0`
      ),
      (
        (
          (
            LEAST(`t30`.`lasts`, `t30`.`due`) - GREATEST(`t30`.`begins`, `t30`.`starts_on`)
          ) + 1
        ) > 0
      )
      AND (
        (
          (
            `t30`.`lasts` - `t30`.`begins`
          ) + 1
        ) >= `t30`.`days`
      ),
      (
        (
          LEAST(`t30`.`lasts`, `t30`.`due`) - GREATEST(`t30`.`begins`, `t30`.`starts_on`)
        ) + 1
      ) >= `t30`.`days`
    )
    WHEN `t30`.`test` = 4
    THEN `t30`.`day` BETWEEN `t30`.`starts_on` AND `t30`.`due`
    ELSE `t30`.`due` BETWEEN `t30`.`starts` AND `t30`.`ends`
  END
