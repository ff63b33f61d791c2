SELECT
  `t27`.`clock`,
  `t27`.`mark`,
  `t27`.`lent`,
  `t27`.`limb`,
  IF(
    `t27`.`field` IS NULL,
    COALESCE(`t27`.`moved_to`, CAST((
      SHIFTRIGHT(`t27`.`fact`, 20)
    ) - 1000000 AS INT)),
    `t27`.`said`
  ) AS `counted_from`
FROM (
  SELECT
    `t26`.`clock`,
    `t26`.`mark`,
    `t26`.`lent`,
    `t26`.`limb`,
    `t26`.`rule`,
    `t26`.`field`,
    `t26`.`itself`,
    `t26`.`since`,
    `t26`.`before`,
    `t26`.`fact`,
    `t26`.`sequence`,
    `t26`.`case`,
    `t13`.`moved_to`,
    `t14`.`said`
  FROM (
    SELECT
      `t24`.`clock`,
      `t24`.`mark`,
      `t24`.`lent`,
      `t24`.`limb`,
      `t24`.`rule`,
      `t24`.`field`,
      `t24`.`itself`,
      `t24`.`since`,
      `t24`.`before`,
      COALESCE(`t24`.`itself`, `t24`.`since`, `t24`.`before`) AS `fact`,
      CAST(COALESCE(`t24`.`itself`, `t24`.`since`, `t24`.`before`) % 1048576 AS INT) AS `sequence`,
      CAST(SHIFTRIGHT(`t24`.`clock`, 34) AS INT) AS `case`
    FROM (
      SELECT
        `t23`.`clock`,
        `t23`.`mark`,
        `t23`.`lent`,
        `t23`.`limb`,
        MAX(`t23`.`rule`) AS `rule`,
        MAX(`t23`.`field`) AS `field`,
        MAX(IF(`t23`.`fact` = `t23`.`place`, `t23`.`fact`, NULL)) AS `itself`,
        MIN(
          IF(
            `t23`.`fact` >= (
              `t23`.`place` - (
                `t23`.`place` % 1048576
              )
            ),
            `t23`.`fact`,
            NULL
          )
        ) AS `since`,
        MAX(`t23`.`fact`) AS `before`
      FROM (
        SELECT
          *
        FROM (
          SELECT
            `t21`.`clock`,
            `t21`.`mark`,
            `t21`.`lent`,
            `t21`.`case`,
            `t21`.`duty`,
            `t21`.`place`,
            `t21`.`day`,
            `t21`.`starts_on`,
            `t21`.`after`,
            `t21`.`request`,
            `t21`.`referral`,
            `t21`.`level`,
            `t21`.`version`,
            `t21`.`combine`,
            `t21`.`limb`,
            `t21`.`kind`,
            `t21`.`own`,
            `t21`.`source`,
            `t21`.`way`,
            `t21`.`n`,
            `t21`.`n_request`,
            `t21`.`begin`,
            `t21`.`begin_referral`,
            `t21`.`calendar`,
            `t21`.`roll`,
            `t21`.`due_of`,
            `t21`.`field`,
            `t21`.`until_start`,
            `t21`.`rule`,
            `t21`.`spot`,
            `t16`.`thread`,
            `t16`.`fact`
          FROM (
            SELECT
              `t19`.`clock`,
              `t19`.`mark`,
              `t19`.`lent`,
              `t19`.`case`,
              `t19`.`duty`,
              `t19`.`place`,
              `t19`.`day`,
              `t19`.`starts_on`,
              `t19`.`after`,
              `t19`.`request`,
              `t19`.`referral`,
              `t19`.`level`,
              `t19`.`version`,
              `t19`.`combine`,
              `t19`.`limb`,
              `t19`.`kind`,
              `t19`.`own`,
              `t19`.`source`,
              `t19`.`way`,
              `t19`.`n`,
              `t19`.`n_request`,
              `t19`.`begin`,
              `t19`.`begin_referral`,
              `t19`.`calendar`,
              `t19`.`roll`,
              `t19`.`due_of`,
              `t19`.`field`,
              `t19`.`until_start`,
              `t19`.`rule`,
              (
                CAST(`t19`.`case` AS BIGINT) * 1024
              ) + `t19`.`kind` + 1 AS `spot`
            FROM (
              SELECT
                `t7`.`clock`,
                `t7`.`mark`,
                `t7`.`lent`,
                `t7`.`case`,
                `t7`.`duty`,
                `t7`.`place`,
                `t7`.`day`,
                `t7`.`starts_on`,
                `t7`.`after`,
                `t7`.`request`,
                `t7`.`referral`,
                `t7`.`level`,
                `t7`.`version`,
                `t7`.`combine`,
                `t18`.`limb`,
                `t18`.`kind`,
                `t18`.`own`,
                `t18`.`source`,
                `t18`.`way`,
                `t18`.`n`,
                `t18`.`n_request`,
                `t18`.`begin`,
                `t18`.`begin_referral`,
                `t18`.`calendar`,
                `t18`.`roll`,
                `t18`.`due_of`,
                `t18`.`field`,
                `t18`.`until_start`,
                `t18`.`rule`
              FROM `asking` AS `t7`
              INNER JOIN (
                SELECT
                  `t9`.`version`,
                  `t9`.`limb`,
                  `t9`.`kind`,
                  `t9`.`own`,
                  `t10`.`source`,
                  `t10`.`way`,
                  `t10`.`n`,
                  `t10`.`n_request`,
                  `t10`.`begin`,
                  `t10`.`begin_referral`,
                  `t10`.`calendar`,
                  `t10`.`roll`,
                  `t10`.`due_of`,
                  `t10`.`field`,
                  `t10`.`until_start`,
                  `t10`.`rule`
                FROM `limb_kinds` AS `t9`
                INNER JOIN `limbs` AS `t10`
                  ON `t9`.`version` = `t10`.`version` AND `t9`.`limb` = `t10`.`limb`
              ) AS `t18`
                ON `t7`.`version` = `t18`.`version`
            ) AS `t19`
          ) AS `t21`
          INNER JOIN (
            SELECT
              `t8`.`spot`,
              `t8`.`thread`,
              `t8`.`place` AS `fact`
            FROM (
              SELECT
                *
              FROM `entries` AS `t3`
              UNION ALL
              SELECT
                *
              FROM `instead` AS `t4`
            ) AS `t8`
            WHERE
              `t8`.`dated`
          ) AS `t16`
            ON `t21`.`spot` = `t16`.`spot`
        ) AS `t22`
        WHERE
          (
            NOT (
              `t22`.`own`
            )
            OR (
              CAST((
                `t22`.`clock` % 16777216
              ) - 1 AS INT) = -1
            )
            OR (
              `t22`.`thread` = CAST((
                `t22`.`clock` % 16777216
              ) - 1 AS INT)
            )
          )
          AND (
            NOT (
              `t22`.`until_start`
            )
            OR (
              CAST((
                SHIFTRIGHT(`t22`.`fact`, 20)
              ) - 1000000 AS INT) <= `t22`.`day`
            )
          )
      ) AS `t23`
      GROUP BY
        1,
        2,
        3,
        4
    ) AS `t24`
  ) AS `t26`
  LEFT OUTER JOIN (
    SELECT
      `t0`.`case` AS `key_case`,
      `t0`.`place` AS `key_place`,
      `t0`.`rule` AS `key_rule`,
      `t0`.`starts_on` AS `moved_to`
    FROM `shifted` AS `t0`
  ) AS `t13`
    ON `t26`.`case` = `t13`.`key_case`
    AND `t26`.`fact` = `t13`.`key_place`
    AND `t26`.`rule` = `t13`.`key_rule`
  LEFT OUTER JOIN (
    SELECT
      `t1`.`case` AS `key_case`,
      `t1`.`sequence` AS `key_sequence`,
      `t1`.`field` AS `key_field`,
      `t1`.`day` AS `said`
    FROM `details` AS `t1`
  ) AS `t14`
    ON `t26`.`case` = `t14`.`key_case`
    AND `t26`.`sequence` = `t14`.`key_sequence`
    AND `t26`.`field` = `t14`.`key_field`
) AS `t27`
