WITH `t50` AS (
  SELECT
    `t33`.`case`,
    `t33`.`place`,
    `t33`.`mark`,
    `t33`.`thread`,
    `t33`.`dated`,
    `t33`.`sequence`,
    `t46`.`fact`,
    `t47`.`holds`
  FROM (
    SELECT
      `t7`.`case`,
      `t7`.`place`,
      `t7`.`mark`,
      `t7`.`thread`,
      `t7`.`dated`,
      CAST(`t7`.`place` % 1048576 AS INT) AS `sequence`
    FROM `special` AS `t7`
    WHERE
      `t7`.`mark` = 3
  ) AS `t33`
  LEFT OUTER JOIN (
    SELECT
      `t38`.`case` AS `key_case`,
      `t38`.`place_of_entry` AS `key_place_of_entry`,
      `t38`.`word` AS `fact`
    FROM (
      SELECT
        `t9`.`case`,
        `t9`.`sequence` AS `place_of_entry`,
        `t9`.`day` AS `at`,
        `t9`.`word`
      FROM `details` AS `t9`
      INNER JOIN (
        SELECT
          `t3`.`field`
        FROM `field_names` AS `t3`
        WHERE
          `t3`.`name` = 'fact'
      ) AS `t28`
        ON `t9`.`field` = `t28`.`field`
    ) AS `t38`
  ) AS `t46`
    ON `t33`.`case` = `t46`.`key_case` AND `t33`.`sequence` = `t46`.`key_place_of_entry`
  LEFT OUTER JOIN (
    SELECT
      `t39`.`case` AS `key_case`,
      `t39`.`place_of_entry` AS `key_place_of_entry`,
      `t39`.`word` AS `holds`
    FROM (
      SELECT
        `t9`.`case`,
        `t9`.`sequence` AS `place_of_entry`,
        `t9`.`day` AS `at`,
        `t9`.`word`
      FROM `details` AS `t9`
      INNER JOIN (
        SELECT
          `t3`.`field`
        FROM `field_names` AS `t3`
        WHERE
          `t3`.`name` = 'holds'
      ) AS `t29`
        ON `t9`.`field` = `t29`.`field`
    ) AS `t39`
  ) AS `t47`
    ON `t33`.`case` = `t47`.`key_case` AND `t33`.`sequence` = `t47`.`key_place_of_entry`
), `t60` AS (
  SELECT
    `t58`.`clock`,
    `t58`.`final`,
    `t58`.`number`,
    `t58`.`mark`,
    `t58`.`after`,
    `t58`.`reversed_on`,
    `t58`.`is_met`,
    `t58`.`close`,
    `t58`.`undated`,
    `t58`.`case`,
    `t58`.`duty`,
    `t58`.`place`,
    `t58`.`day`,
    `t58`.`code`,
    `t58`.`rule`,
    `t58`.`request`,
    `t58`.`referral`,
    `t58`.`sort`,
    `t58`.`odd`,
    `t58`.`tested`,
    `t58`.`moved_to`,
    `t58`.`starts_on`,
    `t25`.`test`,
    `t25`.`fact`,
    `t25`.`negated`
  FROM (
    SELECT
      `t52`.`clock`,
      `t52`.`final`,
      `t52`.`number`,
      `t52`.`mark`,
      `t52`.`after`,
      `t52`.`reversed_on`,
      `t52`.`is_met`,
      `t52`.`close`,
      `t52`.`undated`,
      `t52`.`case`,
      `t52`.`duty`,
      `t52`.`place`,
      `t52`.`day`,
      `t52`.`code`,
      `t52`.`rule`,
      `t52`.`request`,
      `t52`.`referral`,
      `t52`.`sort`,
      `t52`.`odd`,
      `t52`.`tested`,
      `t52`.`moved_to`,
      COALESCE(`t52`.`moved_to`, `t52`.`day`) AS `starts_on`
    FROM (
      SELECT
        `t49`.`clock`,
        `t49`.`final`,
        `t49`.`number`,
        `t49`.`mark`,
        `t49`.`after`,
        `t49`.`reversed_on`,
        `t49`.`is_met`,
        `t49`.`close`,
        `t49`.`undated`,
        `t49`.`case`,
        `t49`.`duty`,
        `t49`.`place`,
        `t49`.`day`,
        `t49`.`code`,
        `t21`.`rule`,
        `t21`.`request`,
        `t21`.`referral`,
        `t21`.`sort`,
        `t21`.`odd`,
        `t21`.`tested`,
        `t22`.`moved_to`
      FROM (
        SELECT
          `t35`.`clock`,
          `t35`.`final`,
          `t35`.`number`,
          `t35`.`mark`,
          `t35`.`after`,
          `t35`.`reversed_on`,
          `t35`.`is_met`,
          `t35`.`close`,
          `t35`.`undated`,
          CAST(SHIFTRIGHT(`t35`.`clock`, 34) AS INT) AS `case`,
          CAST((
            SHIFTRIGHT(`t35`.`clock`, 24)
          ) % 1024 AS SMALLINT) AS `duty`,
          SHIFTRIGHT(`t35`.`mark`, 12) AS `place`,
          CAST((
            SHIFTRIGHT((
              SHIFTRIGHT(`t35`.`mark`, 12)
            ), 20)
          ) - 1000000 AS INT) AS `day`,
          CAST(`t35`.`mark` % 64 AS SMALLINT) AS `code`
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
          ) AS `t34`
          UNION ALL
          SELECT
            *
          FROM `turns` AS `t4`
        ) AS `t35`
      ) AS `t49`
      LEFT OUTER JOIN (
        SELECT
          `t5`.`duty` AS `key_duty`,
          `t5`.`code` AS `key_code`,
          `t5`.`rule`,
          `t5`.`request`,
          `t5`.`referral`,
          `t5`.`sort`,
          `t5`.`odd`,
          `t5`.`tested`
        FROM `start_facts` AS `t5`
      ) AS `t21`
        ON `t49`.`duty` = `t21`.`key_duty` AND `t49`.`code` = `t21`.`key_code`
      LEFT OUTER JOIN (
        SELECT
          `t6`.`case` AS `key_case`,
          `t6`.`place` AS `key_place`,
          `t6`.`rule` AS `key_rule`,
          `t6`.`starts_on` AS `moved_to`
        FROM `shifted` AS `t6`
      ) AS `t22`
        ON `t49`.`case` = `t22`.`key_case`
        AND `t49`.`place` = `t22`.`key_place`
        AND `t21`.`rule` = `t22`.`key_rule`
    ) AS `t52`
    WHERE
      `t52`.`tested`
  ) AS `t58`
  INNER JOIN (
    SELECT
      `t2`.`duty`,
      `t2`.`test`,
      `t2`.`fact`,
      `t2`.`negated`
    FROM `duties` AS `t2`
    WHERE
      `t2`.`test` > 0
  ) AS `t25`
    ON `t58`.`duty` = `t25`.`duty`
)
SELECT
  `t81`.`clock`
FROM (
  SELECT
    `t80`.`clock`,
    `t80`.`final`,
    `t80`.`number`,
    `t80`.`mark`,
    `t80`.`after`,
    `t80`.`reversed_on`,
    `t80`.`is_met`,
    `t80`.`close`,
    `t80`.`undated`,
    `t80`.`case`,
    `t80`.`duty`,
    `t80`.`place`,
    `t80`.`day`,
    `t80`.`code`,
    `t80`.`rule`,
    `t80`.`request`,
    `t80`.`referral`,
    `t80`.`sort`,
    `t80`.`odd`,
    `t80`.`tested`,
    `t80`.`moved_to`,
    `t80`.`starts_on`,
    `t80`.`test`,
    `t80`.`fact`,
    `t80`.`negated`,
    `t80`.`sequence`,
    `t80`.`on_record`,
    `t80`.`under_way`,
    `t80`.`move_on`,
    `t80`.`transfer_on`,
    `t80`.`before_move`,
    `t80`.`before_start`,
    `t14`.`upto_move`,
    `t15`.`upto_start`
  FROM (
    SELECT
      `t78`.`clock`,
      `t78`.`final`,
      `t78`.`number`,
      `t78`.`mark`,
      `t78`.`after`,
      `t78`.`reversed_on`,
      `t78`.`is_met`,
      `t78`.`close`,
      `t78`.`undated`,
      `t78`.`case`,
      `t78`.`duty`,
      `t78`.`place`,
      `t78`.`day`,
      `t78`.`code`,
      `t78`.`rule`,
      `t78`.`request`,
      `t78`.`referral`,
      `t78`.`sort`,
      `t78`.`odd`,
      `t78`.`tested`,
      `t78`.`moved_to`,
      `t78`.`starts_on`,
      `t78`.`test`,
      `t78`.`fact`,
      `t78`.`negated`,
      `t78`.`sequence`,
      `t78`.`on_record`,
      `t78`.`under_way`,
      `t78`.`move_on`,
      `t78`.`transfer_on`,
      `t78`.`move_on` - 1 AS `before_move`,
      `t78`.`starts_on` - 1 AS `before_start`
    FROM (
      SELECT
        `t67`.`clock`,
        `t67`.`final`,
        `t67`.`number`,
        `t67`.`mark`,
        `t67`.`after`,
        `t67`.`reversed_on`,
        `t67`.`is_met`,
        `t67`.`close`,
        `t67`.`undated`,
        `t67`.`case`,
        `t67`.`duty`,
        `t67`.`place`,
        `t67`.`day`,
        `t67`.`code`,
        `t67`.`rule`,
        `t67`.`request`,
        `t67`.`referral`,
        `t67`.`sort`,
        `t67`.`odd`,
        `t67`.`tested`,
        `t67`.`moved_to`,
        `t67`.`starts_on`,
        `t67`.`test`,
        `t67`.`fact`,
        `t67`.`negated`,
        `t67`.`sequence`,
        `t63`.`on_record`,
        `t77`.`under_way`,
        `t44`.`move_on`,
        `t45`.`transfer_on`
      FROM (
        SELECT
          `t62`.`clock`,
          `t62`.`final`,
          `t62`.`number`,
          `t62`.`mark`,
          `t62`.`after`,
          `t62`.`reversed_on`,
          `t62`.`is_met`,
          `t62`.`close`,
          `t62`.`undated`,
          `t62`.`case`,
          `t62`.`duty`,
          `t62`.`place`,
          `t62`.`day`,
          `t62`.`code`,
          `t62`.`rule`,
          `t62`.`request`,
          `t62`.`referral`,
          `t62`.`sort`,
          `t62`.`odd`,
          `t62`.`tested`,
          `t62`.`moved_to`,
          `t62`.`starts_on`,
          `t62`.`test`,
          `t62`.`fact`,
          `t62`.`negated`,
          CAST(`t62`.`place` % 1048576 AS INT) AS `sequence`
        FROM `t60` AS `t62`
      ) AS `t67`
      LEFT OUTER JOIN (
        SELECT
          `t59`.`case` AS `key_case`,
          `t59`.`fact` AS `key_fact`,
          `t59`.`holds` AS `on_record`
        FROM (
          SELECT
            `t56`.`case`,
            `t56`.`fact`,
            COALESCE(`t55`.`holds`, 'yes') <> 'no' AS `holds`
          FROM (
            SELECT
              `t51`.`case`,
              `t51`.`fact`,
              MAX(`t51`.`place`) AS `place`
            FROM `t50` AS `t51`
            GROUP BY
              1,
              2
          ) AS `t56`
          INNER JOIN (
            SELECT
              `t51`.`case`,
              `t51`.`place`,
              `t51`.`holds`
            FROM `t50` AS `t51`
          ) AS `t55`
            ON `t56`.`case` = `t55`.`case` AND `t56`.`place` = `t55`.`place`
        ) AS `t59`
      ) AS `t63`
        ON `t67`.`case` = `t63`.`key_case` AND `t67`.`fact` = `t63`.`key_fact`
      LEFT OUTER JOIN (
        SELECT
          `t75`.`clock` AS `key_clock`,
          `t75`.`under_way`
        FROM (
          SELECT DISTINCT
            *
          FROM (
            SELECT
              `t70`.`clock`,
              TRUE AS `under_way`
            FROM (
              SELECT
                `t68`.`clock`,
                `t68`.`case`,
                `t68`.`place`,
                `t68`.`thread`,
                `t68`.`step` AS `begun`
              FROM (
                SELECT
                  `t66`.`clock`,
                  `t66`.`case`,
                  `t66`.`place`,
                  `t66`.`day`,
                  `t31`.`mark`,
                  `t31`.`thread`,
                  `t31`.`its_case`,
                  `t31`.`step`
                FROM (
                  SELECT
                    `t62`.`clock`,
                    `t62`.`case`,
                    `t62`.`place`,
                    `t62`.`day`
                  FROM `t60` AS `t62`
                  WHERE
                    `t62`.`test` = 2
                ) AS `t66`
                INNER JOIN (
                  SELECT
                    `t7`.`mark`,
                    `t7`.`thread`,
                    `t7`.`case` AS `its_case`,
                    `t7`.`place` AS `step`
                  FROM `special` AS `t7`
                  WHERE
                    `t7`.`mark` = 4
                ) AS `t31`
                  ON `t66`.`case` = `t31`.`its_case`
              ) AS `t68`
              WHERE
                CAST((
                  SHIFTRIGHT(`t68`.`step`, 20)
                ) - 1000000 AS INT) <= `t68`.`day`
                AND `t68`.`step` <> `t68`.`place`
            ) AS `t70`
            LEFT ANTI JOIN (
              SELECT
                *
              FROM (
                SELECT
                  `t70`.`clock`,
                  `t70`.`case`,
                  `t70`.`place`,
                  `t70`.`thread`,
                  `t70`.`begun`,
                  `t32`.`end_case`,
                  `t32`.`end_thread`,
                  `t32`.`end`
                FROM (
                  SELECT
                    `t68`.`clock`,
                    `t68`.`case`,
                    `t68`.`place`,
                    `t68`.`thread`,
                    `t68`.`step` AS `begun`
                  FROM (
                    SELECT
                      `t66`.`clock`,
                      `t66`.`case`,
                      `t66`.`place`,
                      `t66`.`day`,
                      `t31`.`mark`,
                      `t31`.`thread`,
                      `t31`.`its_case`,
                      `t31`.`step`
                    FROM (
                      SELECT
                        `t62`.`clock`,
                        `t62`.`case`,
                        `t62`.`place`,
                        `t62`.`day`
                      FROM `t60` AS `t62`
                      WHERE
                        `t62`.`test` = 2
                    ) AS `t66`
                    INNER JOIN (
                      SELECT
                        `t7`.`mark`,
                        `t7`.`thread`,
                        `t7`.`case` AS `its_case`,
                        `t7`.`place` AS `step`
                      FROM `special` AS `t7`
                      WHERE
                        `t7`.`mark` = 4
                    ) AS `t31`
                      ON `t66`.`case` = `t31`.`its_case`
                  ) AS `t68`
                  WHERE
                    CAST((
                      SHIFTRIGHT(`t68`.`step`, 20)
                    ) - 1000000 AS INT) <= `t68`.`day`
                    AND `t68`.`step` <> `t68`.`place`
                ) AS `t70`
                INNER JOIN (
                  SELECT
                    `t7`.`case` AS `end_case`,
                    `t7`.`thread` AS `end_thread`,
                    `t7`.`place` AS `end`
                  FROM `special` AS `t7`
                  WHERE
                    `t7`.`mark` = 5
                ) AS `t32`
                  ON `t70`.`case` = `t32`.`end_case`
              ) AS `t71`
              WHERE
                `t71`.`end` < `t71`.`place`
                AND `t71`.`end` >= `t71`.`begun`
                AND (
                  (
                    `t71`.`end_thread` = 0
                  ) OR (
                    `t71`.`end_thread` = `t71`.`thread`
                  )
                )
            ) AS `t73`
              ON `t70`.`clock` = `t73`.`clock` AND `t70`.`begun` = `t73`.`begun`
          ) AS `t74`
        ) AS `t75`
      ) AS `t77`
        ON `t67`.`clock` = `t77`.`key_clock`
      LEFT OUTER JOIN (
        SELECT
          `t36`.`case` AS `key_case`,
          `t36`.`place_of_entry` AS `key_place_of_entry`,
          `t36`.`at` AS `move_on`
        FROM (
          SELECT
            `t9`.`case`,
            `t9`.`sequence` AS `place_of_entry`,
            `t9`.`day` AS `at`,
            `t9`.`word`
          FROM `details` AS `t9`
          INNER JOIN (
            SELECT
              `t3`.`field`
            FROM `field_names` AS `t3`
            WHERE
              `t3`.`name` = 'move_on'
          ) AS `t26`
            ON `t9`.`field` = `t26`.`field`
        ) AS `t36`
      ) AS `t44`
        ON `t67`.`case` = `t44`.`key_case` AND `t67`.`sequence` = `t44`.`key_place_of_entry`
      LEFT OUTER JOIN (
        SELECT
          `t37`.`case` AS `key_case`,
          `t37`.`place_of_entry` AS `key_place_of_entry`,
          `t37`.`at` AS `transfer_on`
        FROM (
          SELECT
            `t9`.`case`,
            `t9`.`sequence` AS `place_of_entry`,
            `t9`.`day` AS `at`,
            `t9`.`word`
          FROM `details` AS `t9`
          INNER JOIN (
            SELECT
              `t3`.`field`
            FROM `field_names` AS `t3`
            WHERE
              `t3`.`name` = 'transfer_on'
          ) AS `t27`
            ON `t9`.`field` = `t27`.`field`
        ) AS `t37`
      ) AS `t45`
        ON `t67`.`case` = `t45`.`key_case` AND `t67`.`sequence` = `t45`.`key_place_of_entry`
    ) AS `t78`
  ) AS `t80`
  LEFT OUTER JOIN (
    SELECT
      `t0`.`day` AS `key_day`,
      `t0`.`upto_ew` AS `upto_move`
    FROM `calendar` AS `t0`
  ) AS `t14`
    ON `t80`.`before_move` = `t14`.`key_day`
  LEFT OUTER JOIN (
    SELECT
      `t0`.`day` AS `key_day`,
      `t0`.`upto_ew` AS `upto_start`
    FROM `calendar` AS `t0`
  ) AS `t15`
    ON `t80`.`before_start` = `t15`.`key_day`
) AS `t81`
WHERE
  NOT (
    CASE
      WHEN `t81`.`test` = 1
      THEN COALESCE(`t81`.`on_record`, FALSE)
      WHEN `t81`.`test` = 2
      THEN COALESCE(`t81`.`under_way`, FALSE)
      WHEN `t81`.`test` = 3
      THEN COALESCE((
        `t81`.`upto_move` - `t81`.`upto_start`
      ) >= 15, FALSE)
      ELSE COALESCE(`t81`.`transfer_on` = 16679, FALSE)
    END <> `t81`.`negated`
  )
