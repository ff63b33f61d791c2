WITH `t43` AS (
  SELECT
    `t13`.`clock`,
    `t13`.`mark`,
    `t13`.`lent`,
    `t13`.`case`,
    `t13`.`duty`,
    `t13`.`place`,
    `t13`.`day`,
    `t13`.`starts_on`,
    `t13`.`after`,
    `t13`.`request`,
    `t13`.`referral`,
    `t13`.`level`,
    `t13`.`version`,
    `t13`.`combine`,
    `t16`.`limb`,
    `t16`.`source`,
    `t16`.`way`,
    `t16`.`n`,
    `t16`.`n_request`,
    `t16`.`begin`,
    `t16`.`begin_referral`,
    `t16`.`calendar`,
    `t16`.`roll`,
    `t16`.`due_of`,
    `t16`.`field`,
    `t16`.`until_start`,
    `t16`.`rule`
  FROM `asking` AS `t13`
  INNER JOIN `limbs` AS `t16`
    ON `t13`.`version` = `t16`.`version`
), `t57` AS (
  SELECT
    `t13`.`clock`,
    `t13`.`mark`,
    `t13`.`lent`,
    `t13`.`case`,
    `t13`.`duty`,
    `t13`.`place`,
    `t13`.`day`,
    `t13`.`starts_on`,
    `t13`.`after`,
    `t13`.`request`,
    `t13`.`referral`,
    `t13`.`level`,
    `t13`.`version`,
    `t13`.`combine`,
    `t56`.`its_case`,
    `t56`.`its_duty`,
    `t56`.`order`,
    `t56`.`set_on`
  FROM `asking` AS `t13`
  INNER JOIN (
    SELECT
      `t42`.`case` AS `its_case`,
      `t14`.`duty` AS `its_duty`,
      `t42`.`place` AS `order`,
      `t53`.`set_on`
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
        `t4`.`mark` = 2
    ) AS `t42`
    LEFT OUTER JOIN (
      SELECT
        `t45`.`case` AS `key_case`,
        `t45`.`place_of_entry` AS `key_place_of_entry`,
        `t45`.`word` AS `name`
      FROM (
        SELECT
          `t15`.`case`,
          `t15`.`sequence` AS `place_of_entry`,
          `t15`.`day` AS `at`,
          `t15`.`word`
        FROM `details` AS `t15`
        INNER JOIN (
          SELECT
            `t7`.`field`
          FROM `field_names` AS `t7`
          WHERE
            `t7`.`name` = 'duty'
        ) AS `t39`
          ON `t15`.`field` = `t39`.`field`
      ) AS `t45`
    ) AS `t52`
      ON `t42`.`case` = `t52`.`key_case` AND `t42`.`sequence` = `t52`.`key_place_of_entry`
    LEFT OUTER JOIN (
      SELECT
        `t46`.`case` AS `key_case`,
        `t46`.`place_of_entry` AS `key_place_of_entry`,
        `t46`.`at` AS `set_on`
      FROM (
        SELECT
          `t15`.`case`,
          `t15`.`sequence` AS `place_of_entry`,
          `t15`.`day` AS `at`,
          `t15`.`word`
        FROM `details` AS `t15`
        INNER JOIN (
          SELECT
            `t7`.`field`
          FROM `field_names` AS `t7`
          WHERE
            `t7`.`name` = 'due_on'
        ) AS `t40`
          ON `t15`.`field` = `t40`.`field`
      ) AS `t46`
    ) AS `t53`
      ON `t42`.`case` = `t53`.`key_case` AND `t42`.`sequence` = `t53`.`key_place_of_entry`
    INNER JOIN `duty_names` AS `t14`
      ON `t52`.`name` = `t14`.`name`
  ) AS `t56`
    ON `t13`.`case` = `t56`.`its_case` AND `t13`.`duty` = `t56`.`its_duty`
), `t81` AS (
  SELECT
    `t80`.`clock`,
    `t80`.`mark`,
    `t80`.`lent`,
    `t80`.`limb`,
    `t80`.`way`,
    `t80`.`calendar`,
    `t80`.`roll`,
    `t80`.`combine`,
    `t80`.`counted_from`,
    `t80`.`open_limb`,
    `t80`.`shift`,
    `t80`.`begin`,
    `t80`.`look`,
    `t80`.`months`,
    `t80`.`working`,
    `t80`.`month`,
    `t80`.`january`,
    `t80`.`of_month`,
    `t80`.`upto_ew`,
    `t80`.`upto_uk`,
    `t80`.`upto_hesc`,
    `t80`.`target`,
    `t80`.`nth`,
    `t80`.`first`,
    `t80`.`length`,
    `t80`.`working_day`,
    `t80`.`limb_due`,
    `t80`.`rolls`,
    `t27`.`next`,
    `t27`.`hesc`
  FROM (
    SELECT
      `t78`.`clock`,
      `t78`.`mark`,
      `t78`.`lent`,
      `t78`.`limb`,
      `t78`.`way`,
      `t78`.`calendar`,
      `t78`.`roll`,
      `t78`.`combine`,
      `t78`.`counted_from`,
      `t78`.`open_limb`,
      `t78`.`shift`,
      `t78`.`begin`,
      `t78`.`look`,
      `t78`.`months`,
      `t78`.`working`,
      `t78`.`month`,
      `t78`.`january`,
      `t78`.`of_month`,
      `t78`.`upto_ew`,
      `t78`.`upto_uk`,
      `t78`.`upto_hesc`,
      `t78`.`target`,
      `t78`.`nth`,
      `t78`.`first`,
      `t78`.`length`,
      `t78`.`working_day`,
      `t78`.`limb_due`,
      IF(`t78`.`roll` > 0, `t78`.`limb_due`, NULL) AS `rolls`
    FROM (
      SELECT
        `t77`.`clock`,
        `t77`.`mark`,
        `t77`.`lent`,
        `t77`.`limb`,
        `t77`.`way`,
        `t77`.`calendar`,
        `t77`.`roll`,
        `t77`.`combine`,
        `t77`.`counted_from`,
        `t77`.`open_limb`,
        `t77`.`shift`,
        `t77`.`begin`,
        `t77`.`look`,
        `t77`.`months`,
        `t77`.`working`,
        `t77`.`month`,
        `t77`.`january`,
        `t77`.`of_month`,
        `t77`.`upto_ew`,
        `t77`.`upto_uk`,
        `t77`.`upto_hesc`,
        `t77`.`target`,
        `t77`.`nth`,
        `t77`.`first`,
        `t77`.`length`,
        `t77`.`working_day`,
        CAST(CASE
          WHEN `t77`.`way` = 1
          THEN `t77`.`counted_from` + `t77`.`shift`
          WHEN `t77`.`way` = 5
          THEN (
            `t77`.`first` + (
              `t77`.`shift` % 64
            )
          ) - 1
          WHEN `t77`.`months`
          THEN IF(
            `t77`.`of_month` <= `t77`.`length`,
            (
              (
                `t77`.`first` + `t77`.`of_month`
              ) - 1
            ) - CAST(`t77`.`way` = 3 AS INT),
            (
              `t77`.`first` + `t77`.`length`
            ) - 1
          )
          WHEN `t77`.`working`
          THEN `t77`.`working_day`
          ELSE `t77`.`counted_from`
        END AS INT) AS `limb_due`
      FROM (
        SELECT
          `t76`.`clock`,
          `t76`.`mark`,
          `t76`.`lent`,
          `t76`.`limb`,
          `t76`.`way`,
          `t76`.`calendar`,
          `t76`.`roll`,
          `t76`.`combine`,
          `t76`.`counted_from`,
          `t76`.`open_limb`,
          `t76`.`shift`,
          `t76`.`begin`,
          `t76`.`look`,
          `t76`.`months`,
          `t76`.`working`,
          `t76`.`month`,
          `t76`.`january`,
          `t76`.`of_month`,
          `t76`.`upto_ew`,
          `t76`.`upto_uk`,
          `t76`.`upto_hesc`,
          `t76`.`target`,
          `t76`.`nth`,
          `t29`.`first`,
          `t29`.`length`,
          `t30`.`working_day`
        FROM (
          SELECT
            `t74`.`clock`,
            `t74`.`mark`,
            `t74`.`lent`,
            `t74`.`limb`,
            `t74`.`way`,
            `t74`.`calendar`,
            `t74`.`roll`,
            `t74`.`combine`,
            `t74`.`counted_from`,
            `t74`.`open_limb`,
            `t74`.`shift`,
            `t74`.`begin`,
            `t74`.`look`,
            `t74`.`months`,
            `t74`.`working`,
            `t74`.`month`,
            `t74`.`january`,
            `t74`.`of_month`,
            `t74`.`upto_ew`,
            `t74`.`upto_uk`,
            `t74`.`upto_hesc`,
            CAST(IF(
              `t74`.`way` = 5,
              (
                `t74`.`january` + (
                  SHIFTRIGHT(`t74`.`shift`, 6)
                )
              ) - 1200,
              `t74`.`month` + `t74`.`shift`
            ) AS INT) AS `target`,
            CAST(IF(
              `t74`.`working`,
              CASE
                WHEN `t74`.`calendar` = 0
                THEN `t74`.`upto_ew`
                WHEN `t74`.`calendar` = 1
                THEN `t74`.`upto_uk`
                ELSE `t74`.`upto_hesc`
              END + GREATEST(`t74`.`shift`, 1),
              NULL
            ) AS INT) AS `nth`
          FROM (
            SELECT
              `t73`.`clock`,
              `t73`.`mark`,
              `t73`.`lent`,
              `t73`.`limb`,
              `t73`.`way`,
              `t73`.`calendar`,
              `t73`.`roll`,
              `t73`.`combine`,
              `t73`.`counted_from`,
              `t73`.`open_limb`,
              `t73`.`shift`,
              `t73`.`begin`,
              `t73`.`look`,
              `t73`.`months`,
              `t73`.`working`,
              `t28`.`month`,
              `t28`.`january`,
              `t28`.`of_month`,
              `t28`.`upto_ew`,
              `t28`.`upto_uk`,
              `t28`.`upto_hesc`
            FROM (
              SELECT
                `t68`.`clock`,
                `t68`.`mark`,
                `t68`.`lent`,
                `t68`.`limb`,
                `t68`.`way`,
                `t68`.`calendar`,
                `t68`.`roll`,
                `t68`.`combine`,
                `t68`.`counted_from`,
                `t68`.`open_limb`,
                `t68`.`shift`,
                `t68`.`begin`,
                CAST(CASE
                  WHEN `t68`.`way` IN (2, 3, 5)
                  THEN `t68`.`counted_from`
                  WHEN (
                    `t68`.`way` = 4
                  ) AND (
                    `t68`.`begin` OR (
                      `t68`.`shift` > 0
                    )
                  )
                  THEN `t68`.`counted_from` - CAST(`t68`.`begin` AS INT)
                  ELSE NULL
                END AS INT) AS `look`,
                `t68`.`way` IN (2, 3, 5) AS `months`,
                (
                  `t68`.`way` = 4
                ) AND (
                  `t68`.`begin` OR (
                    `t68`.`shift` > 0
                  )
                ) AS `working`
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    `t44`.`clock`,
                    `t44`.`mark`,
                    `t44`.`lent`,
                    `t44`.`limb`,
                    `t44`.`way`,
                    `t44`.`calendar`,
                    `t44`.`roll`,
                    `t44`.`combine`,
                    `t44`.`starts_on` AS `counted_from`,
                    FALSE AS `open_limb`,
                    IF(`t44`.`request`, `t44`.`n_request`, `t44`.`n`) AS `shift`,
                    `t44`.`begin` OR (
                      `t44`.`begin_referral` AND `t44`.`referral`
                    ) AS `begin`
                  FROM `t43` AS `t44`
                  WHERE
                    `t44`.`source` = 1
                ) AS `t51`
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    `t61`.`clock`,
                    `t61`.`mark`,
                    `t61`.`lent`,
                    `t61`.`limb`,
                    `t61`.`way`,
                    `t61`.`calendar`,
                    `t61`.`roll`,
                    `t61`.`combine`,
                    CASE
                      WHEN `t61`.`source` = 2
                      THEN `t61`.`dated_on`
                      WHEN `t61`.`source` = 3
                      THEN IF(`t61`.`lent_mark` IS NOT NULL, `t61`.`lent_due`, `t61`.`own_due`)
                      ELSE `t61`.`lifted_on`
                    END AS `counted_from`,
                    (
                      `t61`.`source` = 4
                    )
                    AND COALESCE(`t61`.`begun`, FALSE)
                    AND (
                      `t61`.`lifted_on` IS NULL
                    ) AS `open_limb`,
                    IF(`t61`.`request`, `t61`.`n_request`, `t61`.`n`) AS `shift`,
                    `t61`.`begin` OR (
                      `t61`.`begin_referral` AND `t61`.`referral`
                    ) AS `begin`
                  FROM (
                    SELECT
                      `t60`.`clock`,
                      `t60`.`mark`,
                      `t60`.`lent`,
                      `t60`.`case`,
                      `t60`.`duty`,
                      `t60`.`place`,
                      `t60`.`day`,
                      `t60`.`starts_on`,
                      `t60`.`after`,
                      `t60`.`request`,
                      `t60`.`referral`,
                      `t60`.`level`,
                      `t60`.`version`,
                      `t60`.`combine`,
                      `t60`.`limb`,
                      `t60`.`source`,
                      `t60`.`way`,
                      `t60`.`n`,
                      `t60`.`n_request`,
                      `t60`.`begin`,
                      `t60`.`begin_referral`,
                      `t60`.`calendar`,
                      `t60`.`roll`,
                      `t60`.`due_of`,
                      `t60`.`field`,
                      `t60`.`until_start`,
                      `t60`.`rule`,
                      `t60`.`dated_on`,
                      `t60`.`lifted_on`,
                      `t60`.`begun`,
                      `t60`.`lent_clock`,
                      `t60`.`lent_mark`,
                      `t60`.`due_clock`,
                      `t33`.`lent_due`,
                      `t41`.`own_due`
                    FROM (
                      SELECT
                        `t54`.`clock`,
                        `t54`.`mark`,
                        `t54`.`lent`,
                        `t54`.`case`,
                        `t54`.`duty`,
                        `t54`.`place`,
                        `t54`.`day`,
                        `t54`.`starts_on`,
                        `t54`.`after`,
                        `t54`.`request`,
                        `t54`.`referral`,
                        `t54`.`level`,
                        `t54`.`version`,
                        `t54`.`combine`,
                        `t54`.`limb`,
                        `t54`.`source`,
                        `t54`.`way`,
                        `t54`.`n`,
                        `t54`.`n_request`,
                        `t54`.`begin`,
                        `t54`.`begin_referral`,
                        `t54`.`calendar`,
                        `t54`.`roll`,
                        `t54`.`due_of`,
                        `t54`.`field`,
                        `t54`.`until_start`,
                        `t54`.`rule`,
                        `t54`.`dated_on`,
                        `t54`.`lifted_on`,
                        `t54`.`begun`,
                        `t54`.`lent_clock`,
                        `t54`.`lent_mark`,
                        (
                          SHIFTLEFT(CAST(`t54`.`case` AS BIGINT), 34)
                        ) + (
                          SHIFTLEFT(CAST(`t54`.`due_of` AS BIGINT), 24)
                        ) + (
                          CAST((
                            `t54`.`clock` % 16777216
                          ) - 1 AS INT) + 1
                        ) AS `due_clock`
                      FROM (
                        SELECT
                          `t50`.`clock`,
                          `t50`.`mark`,
                          `t50`.`lent`,
                          `t50`.`case`,
                          `t50`.`duty`,
                          `t50`.`place`,
                          `t50`.`day`,
                          `t50`.`starts_on`,
                          `t50`.`after`,
                          `t50`.`request`,
                          `t50`.`referral`,
                          `t50`.`level`,
                          `t50`.`version`,
                          `t50`.`combine`,
                          `t50`.`limb`,
                          `t50`.`source`,
                          `t50`.`way`,
                          `t50`.`n`,
                          `t50`.`n_request`,
                          `t50`.`begin`,
                          `t50`.`begin_referral`,
                          `t50`.`calendar`,
                          `t50`.`roll`,
                          `t50`.`due_of`,
                          `t50`.`field`,
                          `t50`.`until_start`,
                          `t50`.`rule`,
                          `t35`.`dated_on`,
                          `t36`.`lifted_on`,
                          `t36`.`begun`,
                          `t37`.`lent_clock`,
                          `t37`.`lent_mark`
                        FROM (
                          SELECT
                            *
                          FROM `t43` AS `t44`
                          WHERE
                            `t44`.`source` <> 1
                        ) AS `t50`
                        LEFT OUTER JOIN (
                          SELECT
                            `t10`.`clock` AS `key_clock`,
                            `t10`.`mark` AS `key_mark`,
                            `t10`.`lent` AS `key_lent`,
                            `t10`.`limb` AS `key_limb`,
                            `t10`.`counted_from` AS `dated_on`
                          FROM `dating` AS `t10`
                        ) AS `t35`
                          ON `t50`.`clock` = `t35`.`key_clock`
                          AND `t50`.`mark` = `t35`.`key_mark`
                          AND `t50`.`lent` = `t35`.`key_lent`
                          AND `t50`.`limb` = `t35`.`key_limb`
                        LEFT OUTER JOIN (
                          SELECT
                            `t11`.`clock` AS `key_clock`,
                            `t11`.`mark` AS `key_mark`,
                            `t11`.`lent` AS `key_lent`,
                            `t11`.`limb` AS `key_limb`,
                            `t11`.`counted_from` AS `lifted_on`,
                            TRUE AS `begun`
                          FROM `lifted` AS `t11`
                        ) AS `t36`
                          ON `t50`.`clock` = `t36`.`key_clock`
                          AND `t50`.`mark` = `t36`.`key_mark`
                          AND `t50`.`lent` = `t36`.`key_lent`
                          AND `t50`.`limb` = `t36`.`key_limb`
                        LEFT OUTER JOIN (
                          SELECT
                            `t12`.`clock` AS `key_clock`,
                            `t12`.`mark` AS `key_mark`,
                            `t12`.`lent` AS `key_lent`,
                            `t12`.`limb` AS `key_limb`,
                            `t12`.`lent_clock`,
                            `t12`.`lent_mark`
                          FROM `shared` AS `t12`
                        ) AS `t37`
                          ON `t50`.`clock` = `t37`.`key_clock`
                          AND `t50`.`mark` = `t37`.`key_mark`
                          AND `t50`.`lent` = `t37`.`key_lent`
                          AND `t50`.`limb` = `t37`.`key_limb`
                      ) AS `t54`
                    ) AS `t60`
                    LEFT OUTER JOIN (
                      SELECT
                        `t9`.`clock` AS `key_clock`,
                        `t9`.`mark` AS `key_mark`,
                        `t9`.`due` AS `lent_due`
                      FROM `worked_dues` AS `t9`
                      WHERE
                        `t9`.`lent`
                    ) AS `t33`
                      ON `t60`.`lent_clock` = `t33`.`key_clock` AND `t60`.`lent_mark` = `t33`.`key_mark`
                    LEFT OUTER JOIN (
                      SELECT
                        `t9`.`clock` AS `key_clock`,
                        `t9`.`due` AS `own_due`
                      FROM `worked_dues` AS `t9`
                      WHERE
                        NOT (
                          `t9`.`lent`
                        )
                    ) AS `t41`
                      ON `t60`.`due_clock` = `t41`.`key_clock`
                  ) AS `t61`
                ) AS `t67`
              ) AS `t68`
            ) AS `t73`
            LEFT OUTER JOIN (
              SELECT
                `t1`.`day` AS `key_day`,
                `t1`.`month`,
                `t1`.`january`,
                `t1`.`of_month`,
                `t1`.`upto_ew`,
                `t1`.`upto_uk`,
                `t1`.`upto_hesc`
              FROM `calendar` AS `t1`
            ) AS `t28`
              ON `t73`.`look` = `t28`.`key_day`
          ) AS `t74`
        ) AS `t76`
        LEFT OUTER JOIN (
          SELECT
            `t2`.`month` AS `key_month`,
            `t2`.`first`,
            `t2`.`length`
          FROM `months` AS `t2`
        ) AS `t29`
          ON `t76`.`target` = `t29`.`key_month`
        LEFT OUTER JOIN (
          SELECT
            `t3`.`nth` AS `key_nth`,
            `t3`.`calendar` AS `key_calendar`,
            `t3`.`day` AS `working_day`
          FROM `workdays` AS `t3`
        ) AS `t30`
          ON `t76`.`nth` = `t30`.`key_nth` AND `t76`.`calendar` = `t30`.`key_calendar`
      ) AS `t77`
    ) AS `t78`
  ) AS `t80`
  LEFT OUTER JOIN (
    SELECT
      `t1`.`day` AS `key_day`,
      `t1`.`rolled_next` AS `next`,
      `t1`.`rolled_hesc` AS `hesc`
    FROM `calendar` AS `t1`
  ) AS `t27`
    ON `t80`.`rolls` = `t27`.`key_day`
)
SELECT
  `t90`.`clock`,
  `t90`.`mark`,
  `t90`.`lent`,
  COALESCE(`t90`.`set_on`, `t90`.`worked`) AS `due`,
  COALESCE(`t90`.`open_ended`, FALSE) AND (
    `t90`.`set_on` IS NULL
  ) AS `open_ended`
FROM (
  SELECT
    `t26`.`clock`,
    `t26`.`mark`,
    `t26`.`lent`,
    `t89`.`worked`,
    `t89`.`open_ended`,
    `t71`.`set_on`
  FROM (
    SELECT
      `t0`.`clock`,
      `t0`.`mark`,
      `t0`.`lent`
    FROM `asking` AS `t0`
  ) AS `t26`
  LEFT OUTER JOIN (
    SELECT
      `t87`.`clock` AS `key_clock`,
      `t87`.`mark` AS `key_mark`,
      `t87`.`lent` AS `key_lent`,
      `t87`.`due` AS `worked`,
      `t87`.`open_ended`
    FROM (
      SELECT
        *
      FROM (
        SELECT
          `t82`.`clock`,
          `t82`.`mark`,
          `t82`.`lent`,
          CASE
            WHEN `t82`.`roll` = 0
            THEN `t82`.`limb_due`
            WHEN `t82`.`roll` = 1
            THEN `t82`.`next`
            ELSE `t82`.`hesc`
          END AS `due`,
          `t82`.`open_limb` AS `open_ended`
        FROM `t81` AS `t82`
        WHERE
          `t82`.`combine` = 0
      ) AS `t83`
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          `t85`.`clock`,
          `t85`.`mark`,
          `t85`.`lent`,
          CASE
            WHEN (
              `t85`.`combine` = 2
            ) AND `t85`.`open_ended`
            THEN NULL
            WHEN `t85`.`combine` = 2
            THEN `t85`.`later`
            ELSE `t85`.`earlier`
          END AS `due`,
          (
            `t85`.`combine` = 2
          ) AND `t85`.`open_ended` AS `open_ended`
        FROM (
          SELECT
            `t84`.`clock`,
            `t84`.`mark`,
            `t84`.`lent`,
            `t84`.`combine`,
            MIN(`t84`.`limb_due`) AS `earlier`,
            MAX(`t84`.`limb_due`) AS `later`,
            BOOL_OR(`t84`.`open_limb`) AS `open_ended`
          FROM (
            SELECT
              `t82`.`clock`,
              `t82`.`mark`,
              `t82`.`lent`,
              `t82`.`limb`,
              `t82`.`way`,
              `t82`.`calendar`,
              `t82`.`roll`,
              `t82`.`combine`,
              `t82`.`counted_from`,
              `t82`.`open_limb`,
              `t82`.`shift`,
              `t82`.`begin`,
              CASE
                WHEN `t82`.`roll` = 0
                THEN `t82`.`limb_due`
                WHEN `t82`.`roll` = 1
                THEN `t82`.`next`
                ELSE `t82`.`hesc`
              END AS `limb_due`
            FROM `t81` AS `t82`
            WHERE
              `t82`.`combine` <> 0
          ) AS `t84`
          GROUP BY
            1,
            2,
            3,
            4
        ) AS `t85`
      ) AS `t86`
    ) AS `t87`
  ) AS `t89`
    ON `t26`.`clock` = `t89`.`key_clock`
    AND `t26`.`mark` = `t89`.`key_mark`
    AND `t26`.`lent` = `t89`.`key_lent`
  LEFT OUTER JOIN (
    SELECT
      `t69`.`clock` AS `key_clock`,
      `t69`.`mark` AS `key_mark`,
      `t69`.`lent` AS `key_lent`,
      `t69`.`set_on`
    FROM (
      SELECT
        `t66`.`clock`,
        `t66`.`mark`,
        `t66`.`lent`,
        `t64`.`set_on`
      FROM (
        SELECT
          `t62`.`clock`,
          `t62`.`mark`,
          `t62`.`lent`,
          MAX(`t62`.`order`) AS `order`
        FROM (
          SELECT
            *
          FROM `t57` AS `t58`
          WHERE
            CAST((
              SHIFTRIGHT(`t58`.`order`, 20)
            ) - 1000000 AS INT) >= `t58`.`day`
            AND (
              (
                `t58`.`after` IS NULL
              ) OR (
                `t58`.`order` > `t58`.`after`
              )
            )
        ) AS `t62`
        GROUP BY
          1,
          2,
          3
      ) AS `t66`
      INNER JOIN (
        SELECT
          `t58`.`clock`,
          `t58`.`mark`,
          `t58`.`lent`,
          `t58`.`order`,
          `t58`.`set_on`
        FROM `t57` AS `t58`
        WHERE
          CAST((
            SHIFTRIGHT(`t58`.`order`, 20)
          ) - 1000000 AS INT) >= `t58`.`day`
          AND (
            (
              `t58`.`after` IS NULL
            ) OR (
              `t58`.`order` > `t58`.`after`
            )
          )
      ) AS `t64`
        ON `t66`.`clock` = `t64`.`clock`
        AND `t66`.`mark` = `t64`.`mark`
        AND `t66`.`lent` = `t64`.`lent`
        AND `t66`.`order` = `t64`.`order`
    ) AS `t69`
    WHERE
      `t69`.`set_on` IS NOT NULL
  ) AS `t71`
    ON `t26`.`clock` = `t71`.`key_clock`
    AND `t26`.`mark` = `t71`.`key_mark`
    AND `t26`.`lent` = `t71`.`key_lent`
) AS `t90`
