SELECT
  `t23`.`case`,
  `t23`.`place`,
  2 AS `rule`,
  `t23`.`starts_on`
FROM (
  SELECT
    `t22`.`case`,
    `t22`.`place`,
    `t22`.`mark`,
    `t22`.`thread`,
    `t22`.`dated`,
    `t22`.`sequence`,
    `t22`.`day`,
    `t22`.`by`,
    `t22`.`upto`,
    `t22`.`nth`,
    `t10`.`starts_on`
  FROM (
    SELECT
      `t20`.`case`,
      `t20`.`place`,
      `t20`.`mark`,
      `t20`.`thread`,
      `t20`.`dated`,
      `t20`.`sequence`,
      `t20`.`day`,
      `t20`.`by`,
      `t20`.`upto`,
      `t20`.`upto` + 2 AS `nth`
    FROM (
      SELECT
        `t19`.`case`,
        `t19`.`place`,
        `t19`.`mark`,
        `t19`.`thread`,
        `t19`.`dated`,
        `t19`.`sequence`,
        `t19`.`day`,
        `t19`.`by`,
        `t8`.`upto`
      FROM (
        SELECT
          *
        FROM (
          SELECT
            `t13`.`case`,
            `t13`.`place`,
            `t13`.`mark`,
            `t13`.`thread`,
            `t13`.`dated`,
            `t13`.`sequence`,
            `t13`.`day`,
            `t16`.`by`
          FROM (
            SELECT
              `t2`.`case`,
              `t2`.`place`,
              `t2`.`mark`,
              `t2`.`thread`,
              `t2`.`dated`,
              CAST(`t2`.`place` % 1048576 AS INT) AS `sequence`,
              CAST((
                SHIFTRIGHT(`t2`.`place`, 20)
              ) - 1000000 AS INT) AS `day`
            FROM `special` AS `t2`
            WHERE
              `t2`.`mark` = 13 AND `t2`.`dated`
          ) AS `t13`
          LEFT OUTER JOIN (
            SELECT
              `t14`.`case` AS `key_case`,
              `t14`.`place_of_entry` AS `key_place_of_entry`,
              `t14`.`word` AS `by`
            FROM (
              SELECT
                `t5`.`case`,
                `t5`.`sequence` AS `place_of_entry`,
                `t5`.`day` AS `at`,
                `t5`.`word`
              FROM `details` AS `t5`
              INNER JOIN (
                SELECT
                  `t4`.`field`
                FROM `field_names` AS `t4`
                WHERE
                  `t4`.`name` = 'by'
              ) AS `t11`
                ON `t5`.`field` = `t11`.`field`
            ) AS `t14`
          ) AS `t16`
            ON `t13`.`case` = `t16`.`key_case` AND `t13`.`sequence` = `t16`.`key_place_of_entry`
        ) AS `t17`
        WHERE
          `t17`.`by` = 'first-class-post'
      ) AS `t19`
      LEFT OUTER JOIN (
        SELECT
          `t1`.`day` AS `key_day`,
          `t1`.`upto_ew` AS `upto`
        FROM `calendar` AS `t1`
      ) AS `t8`
        ON `t19`.`day` = `t8`.`key_day`
    ) AS `t20`
  ) AS `t22`
  LEFT OUTER JOIN (
    SELECT
      `t0`.`nth` AS `key_nth`,
      `t0`.`day` AS `starts_on`
    FROM `workdays` AS `t0`
    WHERE
      `t0`.`calendar` = 0
  ) AS `t10`
    ON `t22`.`nth` = `t10`.`key_nth`
) AS `t23`
