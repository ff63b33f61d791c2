SELECT DISTINCT
  `t33`.`clock`
FROM (
  SELECT
    `t32`.`clock`,
    `t32`.`mark`,
    `t32`.`lent`,
    `t32`.`exception`,
    `t32`.`case`,
    `t32`.`duty`,
    `t32`.`starts_on`,
    `t32`.`due`,
    `t32`.`test`,
    `t32`.`days`,
    `t32`.`starts`,
    `t32`.`ends`,
    `t32`.`kind`,
    `t32`.`own`,
    `t32`.`spot`,
    `t32`.`thread`,
    `t32`.`fact`,
    `t32`.`sequence`,
    `t32`.`day`,
    `t32`.`said_from`,
    `t32`.`said_to`,
    COALESCE(`t32`.`said_from`, `t32`.`day`) AS `begins`,
    COALESCE(
      `t32`.`said_to`,
      GREATEST(
        (
          SELECT
            `t0`.`as_of`
          FROM `question` AS `t0`
        ),
        COALESCE(`t32`.`said_from`, `t32`.`day`)
      )
    ) AS `lasts`
  FROM (
    SELECT
      `t31`.`clock`,
      `t31`.`mark`,
      `t31`.`lent`,
      `t31`.`exception`,
      `t31`.`case`,
      `t31`.`duty`,
      `t31`.`starts_on`,
      `t31`.`due`,
      `t31`.`test`,
      `t31`.`days`,
      `t31`.`starts`,
      `t31`.`ends`,
      `t31`.`kind`,
      `t31`.`own`,
      `t31`.`spot`,
      `t31`.`thread`,
      `t31`.`fact`,
      `t31`.`sequence`,
      `t31`.`day`,
      `t25`.`said_from`,
      `t26`.`said_to`
    FROM (
      SELECT
        `t29`.`clock`,
        `t29`.`mark`,
        `t29`.`lent`,
        `t29`.`exception`,
        `t29`.`case`,
        `t29`.`duty`,
        `t29`.`starts_on`,
        `t29`.`due`,
        `t29`.`test`,
        `t29`.`days`,
        `t29`.`starts`,
        `t29`.`ends`,
        `t29`.`kind`,
        `t29`.`own`,
        `t29`.`spot`,
        `t29`.`thread`,
        `t29`.`fact`,
        CAST(`t29`.`fact` % 1048576 AS INT) AS `sequence`,
        CAST((
          SHIFTRIGHT(`t29`.`fact`, 20)
        ) - 1000000 AS INT) AS `day`
      FROM (
        SELECT
          `t28`.`clock`,
          `t28`.`mark`,
          `t28`.`lent`,
          `t28`.`exception`,
          `t28`.`case`,
          `t28`.`duty`,
          `t28`.`starts_on`,
          `t28`.`due`,
          `t28`.`test`,
          `t28`.`days`,
          `t28`.`starts`,
          `t28`.`ends`,
          `t28`.`kind`,
          `t28`.`own`,
          `t28`.`spot`,
          `t16`.`thread`,
          `t16`.`fact`
        FROM (
          SELECT
            `t22`.`clock`,
            `t22`.`mark`,
            `t22`.`lent`,
            `t22`.`exception`,
            `t22`.`case`,
            `t22`.`duty`,
            `t22`.`starts_on`,
            `t22`.`due`,
            `t22`.`test`,
            `t22`.`days`,
            `t22`.`starts`,
            `t22`.`ends`,
            `t22`.`kind`,
            `t22`.`own`,
            (
              CAST(`t22`.`case` AS BIGINT) * 1024
            ) + `t22`.`kind` + 1 AS `spot`
          FROM (
            SELECT
              `t19`.`clock`,
              `t19`.`mark`,
              `t19`.`lent`,
              `t19`.`exception`,
              `t19`.`case`,
              `t19`.`duty`,
              `t19`.`starts_on`,
              `t19`.`due`,
              `t19`.`test`,
              `t19`.`days`,
              `t19`.`starts`,
              `t19`.`ends`,
              `t9`.`kind`,
              `t9`.`own`
            FROM (
              SELECT
                *
              FROM `tried` AS `t5`
              WHERE
                `t5`.`test` <> 1
            ) AS `t19`
            INNER JOIN `exception_kinds` AS `t9`
              ON `t19`.`duty` = `t9`.`duty` AND `t19`.`exception` = `t9`.`exception`
          ) AS `t22`
        ) AS `t28`
        INNER JOIN (
          SELECT
            `t8`.`spot`,
            `t8`.`thread`,
            `t8`.`place` AS `fact`
          FROM (
            SELECT
              *
            FROM `entries` AS `t2`
            UNION ALL
            SELECT
              *
            FROM `instead` AS `t3`
          ) AS `t8`
          WHERE
            `t8`.`dated`
        ) AS `t16`
          ON `t28`.`spot` = `t16`.`spot`
      ) AS `t29`
      WHERE
        NOT (
          `t29`.`own`
        )
        OR (
          CAST((
            `t29`.`clock` % 16777216
          ) - 1 AS INT) = -1
        )
        OR (
          `t29`.`thread` = CAST((
            `t29`.`clock` % 16777216
          ) - 1 AS INT)
        )
    ) AS `t31`
    LEFT OUTER JOIN (
      SELECT
        `t20`.`case` AS `key_case`,
        `t20`.`place_of_entry` AS `key_place_of_entry`,
        `t20`.`at` AS `said_from`
      FROM (
        SELECT
          `t7`.`case`,
          `t7`.`sequence` AS `place_of_entry`,
          `t7`.`day` AS `at`,
          `t7`.`word`
        FROM `details` AS `t7`
        INNER JOIN (
          SELECT
            `t4`.`field`
          FROM `field_names` AS `t4`
          WHERE
            `t4`.`name` = 'from'
        ) AS `t17`
          ON `t7`.`field` = `t17`.`field`
      ) AS `t20`
    ) AS `t25`
      ON `t31`.`case` = `t25`.`key_case` AND `t31`.`sequence` = `t25`.`key_place_of_entry`
    LEFT OUTER JOIN (
      SELECT
        `t21`.`case` AS `key_case`,
        `t21`.`place_of_entry` AS `key_place_of_entry`,
        `t21`.`at` AS `said_to`
      FROM (
        SELECT
          `t7`.`case`,
          `t7`.`sequence` AS `place_of_entry`,
          `t7`.`day` AS `at`,
          `t7`.`word`
        FROM `details` AS `t7`
        INNER JOIN (
          SELECT
            `t4`.`field`
          FROM `field_names` AS `t4`
          WHERE
            `t4`.`name` = 'to'
        ) AS `t18`
          ON `t7`.`field` = `t18`.`field`
      ) AS `t21`
    ) AS `t26`
      ON `t31`.`case` = `t26`.`key_case` AND `t31`.`sequence` = `t26`.`key_place_of_entry`
  ) AS `t32`
) AS `t33`
WHERE
  CASE
    WHEN `t33`.`test` = 2
    THEN (
      `t33`.`begins` <= `t33`.`due`
    ) AND (
      `t33`.`lasts` >= `t33`.`starts_on`
    )
    WHEN `t33`.`test` = 3
    THEN IF(
      (
        SELECT
          `t0`.`touching`
        FROM `question` AS `t0`
      ),
      (
        (
          (
            LEAST(`t33`.`lasts`, `t33`.`due`) - GREATEST(`t33`.`begins`, `t33`.`starts_on`)
          ) + 1
        ) > 0
      )
      AND (
        (
          (
            `t33`.`lasts` - `t33`.`begins`
          ) + 1
        ) >= `t33`.`days`
      ),
      (
        (
          LEAST(`t33`.`lasts`, `t33`.`due`) - GREATEST(`t33`.`begins`, `t33`.`starts_on`)
        ) + 1
      ) >= `t33`.`days`
    )
    WHEN `t33`.`test` = 4
    THEN `t33`.`day` BETWEEN `t33`.`starts_on` AND `t33`.`due`
    ELSE `t33`.`due` BETWEEN `t33`.`starts` AND `t33`.`ends`
  END
