SELECT
  `t34`.`clock`,
  `t34`.`mark`,
  `t34`.`lent`,
  `t34`.`case`,
  `t34`.`duty`,
  `t34`.`place`,
  `t34`.`day`,
  `t34`.`starts_on`,
  `t34`.`after`,
  `t34`.`request`,
  `t34`.`referral`,
  `t34`.`level`,
  `t16`.`version`,
  `t16`.`combine`,
  `t34`.`sort`,
  `t34`.`close`
FROM (
  SELECT
    `t32`.`clock`,
    `t32`.`final`,
    `t32`.`number`,
    `t32`.`mark`,
    COALESCE(`t32`.`after`, `t32`.`late_after`) AS `after`,
    `t32`.`reversed_on`,
    `t32`.`is_met`,
    `t32`.`close`,
    `t32`.`undated`,
    `t32`.`case`,
    `t32`.`duty`,
    `t32`.`place`,
    `t32`.`day`,
    `t32`.`code`,
    `t32`.`rule`,
    `t32`.`request`,
    `t32`.`referral`,
    `t32`.`sort`,
    `t32`.`odd`,
    `t32`.`tested`,
    `t32`.`moved_to`,
    `t32`.`starts_on`,
    `t32`.`is_named`,
    `t32`.`late_after`,
    `t32`.`level`,
    FALSE AS `lent`,
    IF(
      `t32`.`sort` = 5,
      (
        SELECT
          `t1`.`as_of`
        FROM `question` AS `t1`
      ),
      `t32`.`starts_on`
    ) AS `in_force_on`
  FROM (
    SELECT
      `t31`.`clock`,
      `t31`.`final`,
      `t31`.`number`,
      `t31`.`mark`,
      `t31`.`after`,
      `t31`.`reversed_on`,
      `t31`.`is_met`,
      `t31`.`close`,
      `t31`.`undated`,
      `t31`.`case`,
      `t31`.`duty`,
      `t31`.`place`,
      `t31`.`day`,
      `t31`.`code`,
      `t31`.`rule`,
      `t31`.`request`,
      `t31`.`referral`,
      `t31`.`sort`,
      `t31`.`odd`,
      `t31`.`tested`,
      `t31`.`moved_to`,
      `t31`.`starts_on`,
      `t31`.`is_named`,
      `t17`.`late_after`,
      `t18`.`level`
    FROM (
      SELECT
        *
      FROM (
        SELECT
          `t28`.`clock`,
          `t28`.`final`,
          `t28`.`number`,
          `t28`.`mark`,
          `t28`.`after`,
          `t28`.`reversed_on`,
          `t28`.`is_met`,
          `t28`.`close`,
          `t28`.`undated`,
          `t28`.`case`,
          `t28`.`duty`,
          `t28`.`place`,
          `t28`.`day`,
          `t28`.`code`,
          `t28`.`rule`,
          `t28`.`request`,
          `t28`.`referral`,
          `t28`.`sort`,
          `t28`.`odd`,
          `t28`.`tested`,
          `t28`.`moved_to`,
          `t28`.`starts_on`,
          `t19`.`is_named`
        FROM (
          SELECT
            `t26`.`clock`,
            `t26`.`final`,
            `t26`.`number`,
            `t26`.`mark`,
            `t26`.`after`,
            `t26`.`reversed_on`,
            `t26`.`is_met`,
            `t26`.`close`,
            `t26`.`undated`,
            `t26`.`case`,
            `t26`.`duty`,
            `t26`.`place`,
            `t26`.`day`,
            `t26`.`code`,
            `t26`.`rule`,
            `t26`.`request`,
            `t26`.`referral`,
            `t26`.`sort`,
            `t26`.`odd`,
            `t26`.`tested`,
            `t26`.`moved_to`,
            COALESCE(`t26`.`moved_to`, `t26`.`day`) AS `starts_on`
          FROM (
            SELECT
              `t25`.`clock`,
              `t25`.`final`,
              `t25`.`number`,
              `t25`.`mark`,
              `t25`.`after`,
              `t25`.`reversed_on`,
              `t25`.`is_met`,
              `t25`.`close`,
              `t25`.`undated`,
              `t25`.`case`,
              `t25`.`duty`,
              `t25`.`place`,
              `t25`.`day`,
              `t25`.`code`,
              `t20`.`rule`,
              `t20`.`request`,
              `t20`.`referral`,
              `t20`.`sort`,
              `t20`.`odd`,
              `t20`.`tested`,
              `t21`.`moved_to`
            FROM (
              SELECT
                `t23`.`clock`,
                `t23`.`final`,
                `t23`.`number`,
                `t23`.`mark`,
                `t23`.`after`,
                `t23`.`reversed_on`,
                `t23`.`is_met`,
                `t23`.`close`,
                `t23`.`undated`,
                CAST(SHIFTRIGHT(`t23`.`clock`, 34) AS INT) AS `case`,
                CAST((
                  SHIFTRIGHT(`t23`.`clock`, 24)
                ) % 1024 AS SMALLINT) AS `duty`,
                SHIFTRIGHT(`t23`.`mark`, 12) AS `place`,
                CAST((
                  SHIFTRIGHT((
                    SHIFTRIGHT(`t23`.`mark`, 12)
                  ), 20)
                ) - 1000000 AS INT) AS `day`,
                CAST(`t23`.`mark` % 64 AS SMALLINT) AS `code`
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM `turned` AS `t8`
                  WHERE
                    NOT (
                      COALESCE(`t8`.`final` >= `t8`.`close`, FALSE)
                    )
                ) AS `t22`
                UNION ALL
                SELECT
                  *
                FROM `turns` AS `t5`
              ) AS `t23`
            ) AS `t25`
            LEFT OUTER JOIN (
              SELECT
                `t6`.`duty` AS `key_duty`,
                `t6`.`code` AS `key_code`,
                `t6`.`rule`,
                `t6`.`request`,
                `t6`.`referral`,
                `t6`.`sort`,
                `t6`.`odd`,
                `t6`.`tested`
              FROM `start_facts` AS `t6`
            ) AS `t20`
              ON `t25`.`duty` = `t20`.`key_duty` AND `t25`.`code` = `t20`.`key_code`
            LEFT OUTER JOIN (
              SELECT
                `t7`.`case` AS `key_case`,
                `t7`.`place` AS `key_place`,
                `t7`.`rule` AS `key_rule`,
                `t7`.`starts_on` AS `moved_to`
              FROM `shifted` AS `t7`
            ) AS `t21`
              ON `t25`.`case` = `t21`.`key_case`
              AND `t25`.`place` = `t21`.`key_place`
              AND `t20`.`rule` = `t21`.`key_rule`
          ) AS `t26`
        ) AS `t28`
        LEFT OUTER JOIN (
          SELECT
            `t4`.`case` AS `key_case`,
            `t4`.`duty` AS `key_duty`,
            `t4`.`is_named`
          FROM `named_clocks` AS `t4`
        ) AS `t19`
          ON `t28`.`case` = `t19`.`key_case` AND `t28`.`duty` = `t19`.`key_duty`
      ) AS `t29`
      WHERE
        `t29`.`odd` OR COALESCE(`t29`.`is_named`, FALSE)
    ) AS `t31`
    LEFT OUTER JOIN (
      SELECT
        `t2`.`clock` AS `key_clock`,
        `t2`.`after` AS `late_after`
      FROM `afters` AS `t2`
    ) AS `t17`
      ON `t31`.`clock` = `t17`.`key_clock`
    LEFT OUTER JOIN (
      SELECT
        `t3`.`duty` AS `key_duty`,
        `t3`.`level`
      FROM `duties` AS `t3`
    ) AS `t18`
      ON `t31`.`duty` = `t18`.`key_duty`
  ) AS `t32`
) AS `t34`
LEFT OUTER JOIN (
  SELECT
    `t0`.`duty` AS `its_duty`,
    `t0`.`version`,
    `t0`.`combine`,
    `t0`.`starts` AS `from_day`,
    `t0`.`ends` AS `to_day`
  FROM `versions` AS `t0`
) AS `t16`
  ON `t34`.`duty` = `t16`.`its_duty`
  AND `t16`.`from_day` <= `t34`.`in_force_on`
  AND `t16`.`to_day` >= `t34`.`in_force_on`
