SELECT
  `t24`.`clock`,
  `t24`.`mark`,
  `t24`.`lent`,
  `t24`.`case`,
  `t24`.`duty`,
  `t24`.`place`,
  `t24`.`day`,
  `t24`.`starts_on`,
  `t24`.`after`,
  `t24`.`request`,
  `t24`.`referral`,
  `t24`.`level`,
  `t24`.`version`,
  `t24`.`combine`
FROM (
  SELECT
    `t23`.`clock`,
    `t23`.`mark`,
    `t23`.`lent`,
    `t23`.`case`,
    `t23`.`duty`,
    `t23`.`place`,
    `t23`.`day`,
    `t23`.`starts_on`,
    `t23`.`after`,
    `t23`.`request`,
    `t23`.`referral`,
    `t23`.`level`,
    `t12`.`version`,
    `t12`.`combine`,
    `t23`.`sort`
  FROM (
    SELECT
      `t21`.`clock`,
      `t21`.`mark`,
      `t21`.`lent`,
      `t21`.`after`,
      `t21`.`case`,
      `t21`.`duty`,
      `t21`.`place`,
      `t21`.`day`,
      `t21`.`code`,
      `t21`.`rule`,
      `t21`.`request`,
      `t21`.`referral`,
      `t21`.`sort`,
      `t21`.`odd`,
      `t21`.`tested`,
      `t21`.`moved_to`,
      `t21`.`starts_on`,
      `t21`.`level`,
      IF(
        `t21`.`sort` = 5,
        (
          SELECT
            `t1`.`as_of`
          FROM `question` AS `t1`
        ),
        `t21`.`starts_on`
      ) AS `in_force_on`
    FROM (
      SELECT
        `t20`.`clock`,
        `t20`.`mark`,
        `t20`.`lent`,
        `t20`.`after`,
        `t20`.`case`,
        `t20`.`duty`,
        `t20`.`place`,
        `t20`.`day`,
        `t20`.`code`,
        `t20`.`rule`,
        `t20`.`request`,
        `t20`.`referral`,
        `t20`.`sort`,
        `t20`.`odd`,
        `t20`.`tested`,
        `t20`.`moved_to`,
        `t20`.`starts_on`,
        `t13`.`level`
      FROM (
        SELECT
          `t18`.`clock`,
          `t18`.`mark`,
          `t18`.`lent`,
          `t18`.`after`,
          `t18`.`case`,
          `t18`.`duty`,
          `t18`.`place`,
          `t18`.`day`,
          `t18`.`code`,
          `t18`.`rule`,
          `t18`.`request`,
          `t18`.`referral`,
          `t18`.`sort`,
          `t18`.`odd`,
          `t18`.`tested`,
          `t18`.`moved_to`,
          COALESCE(`t18`.`moved_to`, `t18`.`day`) AS `starts_on`
        FROM (
          SELECT
            `t17`.`clock`,
            `t17`.`mark`,
            `t17`.`lent`,
            `t17`.`after`,
            `t17`.`case`,
            `t17`.`duty`,
            `t17`.`place`,
            `t17`.`day`,
            `t17`.`code`,
            `t14`.`rule`,
            `t14`.`request`,
            `t14`.`referral`,
            `t14`.`sort`,
            `t14`.`odd`,
            `t14`.`tested`,
            `t15`.`moved_to`
          FROM (
            SELECT
              `t9`.`clock`,
              `t9`.`mark`,
              `t9`.`lent`,
              `t9`.`after`,
              CAST(SHIFTRIGHT(`t9`.`clock`, 34) AS INT) AS `case`,
              CAST((
                SHIFTRIGHT(`t9`.`clock`, 24)
              ) % 1024 AS SMALLINT) AS `duty`,
              SHIFTRIGHT(`t9`.`mark`, 12) AS `place`,
              CAST((
                SHIFTRIGHT((
                  SHIFTRIGHT(`t9`.`mark`, 12)
                ), 20)
              ) - 1000000 AS INT) AS `day`,
              CAST(`t9`.`mark` % 64 AS SMALLINT) AS `code`
            FROM (
              SELECT DISTINCT
                `t3`.`lent_clock` AS `clock`,
                `t3`.`lent_mark` AS `mark`,
                TRUE AS `lent`,
                CAST(NULL AS BIGINT) AS `after`
              FROM `sharing` AS `t3`
            ) AS `t9`
          ) AS `t17`
          LEFT OUTER JOIN (
            SELECT
              `t4`.`duty` AS `key_duty`,
              `t4`.`code` AS `key_code`,
              `t4`.`rule`,
              `t4`.`request`,
              `t4`.`referral`,
              `t4`.`sort`,
              `t4`.`odd`,
              `t4`.`tested`
            FROM `start_facts` AS `t4`
          ) AS `t14`
            ON `t17`.`duty` = `t14`.`key_duty` AND `t17`.`code` = `t14`.`key_code`
          LEFT OUTER JOIN (
            SELECT
              `t5`.`case` AS `key_case`,
              `t5`.`place` AS `key_place`,
              `t5`.`rule` AS `key_rule`,
              `t5`.`starts_on` AS `moved_to`
            FROM `shifted` AS `t5`
          ) AS `t15`
            ON `t17`.`case` = `t15`.`key_case`
            AND `t17`.`place` = `t15`.`key_place`
            AND `t14`.`rule` = `t15`.`key_rule`
        ) AS `t18`
      ) AS `t20`
      LEFT OUTER JOIN (
        SELECT
          `t2`.`duty` AS `key_duty`,
          `t2`.`level`
        FROM `duties` AS `t2`
      ) AS `t13`
        ON `t20`.`duty` = `t13`.`key_duty`
    ) AS `t21`
  ) AS `t23`
  LEFT OUTER JOIN (
    SELECT
      `t0`.`duty` AS `its_duty`,
      `t0`.`version`,
      `t0`.`combine`,
      `t0`.`starts` AS `from_day`,
      `t0`.`ends` AS `to_day`
    FROM `versions` AS `t0`
  ) AS `t12`
    ON `t23`.`duty` = `t12`.`its_duty`
    AND `t12`.`from_day` <= `t23`.`in_force_on`
    AND `t12`.`to_day` >= `t23`.`in_force_on`
) AS `t24`
WHERE
  `t24`.`version` IS NOT NULL
