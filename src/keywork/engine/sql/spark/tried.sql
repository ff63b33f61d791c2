SELECT DISTINCT
  *
FROM (
  SELECT
    `t41`.`clock`,
    `t41`.`mark`,
    `t41`.`lent`,
    `t41`.`exception`,
    `t41`.`case`,
    `t41`.`duty`,
    `t41`.`starts_on`,
    `t41`.`due`,
    `t7`.`test`,
    `t7`.`days`,
    `t7`.`starts`,
    `t7`.`ends`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t33`.`clock`,
        `t33`.`mark`,
        `t33`.`lent`,
        `t33`.`case`,
        `t33`.`duty`,
        `t33`.`place`,
        `t33`.`day`,
        `t33`.`starts_on`,
        `t33`.`after`,
        `t33`.`request`,
        `t33`.`referral`,
        `t33`.`level`,
        `t33`.`version`,
        `t33`.`combine`,
        `t33`.`sort`,
        `t33`.`close`,
        `t33`.`due`,
        `t33`.`open_ended`,
        `t38`.`its_case`,
        `t38`.`its_duty`,
        `t38`.`exception`,
        `t38`.`thread`,
        `t38`.`recording`
      FROM (
        SELECT
          *
        FROM (
          SELECT
            `t16`.`clock`,
            `t16`.`mark`,
            `t16`.`lent`,
            `t16`.`case`,
            `t16`.`duty`,
            `t16`.`place`,
            `t16`.`day`,
            `t16`.`starts_on`,
            `t16`.`after`,
            `t16`.`request`,
            `t16`.`referral`,
            `t16`.`level`,
            `t16`.`version`,
            `t16`.`combine`,
            `t16`.`sort`,
            `t16`.`close`,
            `t12`.`due`,
            `t12`.`open_ended`
          FROM (
            SELECT
              *
            FROM `asks` AS `t1`
            WHERE
              `t1`.`version` IS NOT NULL
          ) AS `t16`
          LEFT OUTER JOIN (
            SELECT
              `t3`.`clock` AS `key_clock`,
              `t3`.`mark` AS `key_mark`,
              `t3`.`lent` AS `key_lent`,
              `t3`.`due`,
              `t3`.`open_ended`
            FROM `worked_dues` AS `t3`
          ) AS `t12`
            ON `t16`.`clock` = `t12`.`key_clock`
            AND `t16`.`mark` = `t12`.`key_mark`
            AND `t16`.`lent` = `t12`.`key_lent`
        ) AS `t22`
        WHERE
          `t22`.`due` IS NOT NULL
      ) AS `t33`
      INNER JOIN (
        SELECT
          `t36`.`case` AS `its_case`,
          `t8`.`duty` AS `its_duty`,
          `t36`.`exception`,
          `t36`.`thread`,
          `t36`.`place` AS `recording`
        FROM (
          SELECT
            *
          FROM (
            SELECT
              `t21`.`case`,
              `t21`.`place`,
              `t21`.`mark`,
              `t21`.`thread`,
              `t21`.`dated`,
              `t21`.`sequence`,
              `t30`.`name`,
              `t31`.`exception`,
              `t32`.`complete`
            FROM (
              SELECT
                `t4`.`case`,
                `t4`.`place`,
                `t4`.`mark`,
                `t4`.`thread`,
                `t4`.`dated`,
                CAST(`t4`.`place` % 1048576 AS INT) AS `sequence`
              FROM `special` AS `t4`
              WHERE
                `t4`.`mark` = 1
            ) AS `t21`
            LEFT OUTER JOIN (
              SELECT
                `t23`.`case` AS `key_case`,
                `t23`.`place_of_entry` AS `key_place_of_entry`,
                `t23`.`word` AS `name`
              FROM (
                SELECT
                  `t9`.`case`,
                  `t9`.`sequence` AS `place_of_entry`,
                  `t9`.`day` AS `at`,
                  `t9`.`word`
                FROM `details` AS `t9`
                INNER JOIN (
                  SELECT
                    `t6`.`field`
                  FROM `field_names` AS `t6`
                  WHERE
                    `t6`.`name` = 'duty'
                ) AS `t18`
                  ON `t9`.`field` = `t18`.`field`
              ) AS `t23`
            ) AS `t30`
              ON `t21`.`case` = `t30`.`key_case` AND `t21`.`sequence` = `t30`.`key_place_of_entry`
            LEFT OUTER JOIN (
              SELECT
                `t24`.`case` AS `key_case`,
                `t24`.`place_of_entry` AS `key_place_of_entry`,
                `t24`.`word` AS `exception`
              FROM (
                SELECT
                  `t9`.`case`,
                  `t9`.`sequence` AS `place_of_entry`,
                  `t9`.`day` AS `at`,
                  `t9`.`word`
                FROM `details` AS `t9`
                INNER JOIN (
                  SELECT
                    `t6`.`field`
                  FROM `field_names` AS `t6`
                  WHERE
                    `t6`.`name` = 'exception'
                ) AS `t19`
                  ON `t9`.`field` = `t19`.`field`
              ) AS `t24`
            ) AS `t31`
              ON `t21`.`case` = `t31`.`key_case` AND `t21`.`sequence` = `t31`.`key_place_of_entry`
            LEFT OUTER JOIN (
              SELECT
                `t25`.`case` AS `key_case`,
                `t25`.`place_of_entry` AS `key_place_of_entry`,
                `t25`.`word` AS `complete`
              FROM (
                SELECT
                  `t9`.`case`,
                  `t9`.`sequence` AS `place_of_entry`,
                  `t9`.`day` AS `at`,
                  `t9`.`word`
                FROM `details` AS `t9`
                INNER JOIN (
                  SELECT
                    `t6`.`field`
                  FROM `field_names` AS `t6`
                  WHERE
                    `t6`.`name` = 'complete'
                ) AS `t20`
                  ON `t9`.`field` = `t20`.`field`
              ) AS `t25`
            ) AS `t32`
              ON `t21`.`case` = `t32`.`key_case` AND `t21`.`sequence` = `t32`.`key_place_of_entry`
          ) AS `t34`
          WHERE
            `t34`.`complete` = 'yes'
        ) AS `t36`
        INNER JOIN `duty_names` AS `t8`
          ON `t36`.`name` = `t8`.`name`
      ) AS `t38`
        ON `t33`.`case` = `t38`.`its_case` AND `t33`.`duty` = `t38`.`its_duty`
    ) AS `t39`
    WHERE
      (
        (
          `t39`.`thread` = 0
        )
        OR (
          CAST((
            `t39`.`clock` % 16777216
          ) - 1 AS INT) = -1
        )
        OR (
          `t39`.`thread` = CAST((
            `t39`.`clock` % 16777216
          ) - 1 AS INT)
        )
      )
      AND (
        (
          `t39`.`after` IS NULL
        ) OR (
          `t39`.`recording` > `t39`.`after`
        )
      )
  ) AS `t41`
  INNER JOIN `excepting` AS `t7`
    ON `t41`.`version` = `t7`.`version` AND `t41`.`exception` = `t7`.`exception`
) AS `t42`
