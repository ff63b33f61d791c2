SELECT
  `t21`.`case`,
  `t21`.`duty`,
  `t21`.`thread_of`,
  `t21`.`mark`,
  `t21`.`lent`,
  `t21`.`place`,
  `t21`.`day`,
  `t21`.`starts_on`,
  `t21`.`after`,
  `t21`.`request`,
  `t21`.`referral`,
  `t21`.`level`,
  `t21`.`version`,
  `t21`.`combine`
FROM (
  SELECT
    `t20`.`case`,
    `t20`.`duty`,
    `t20`.`thread_of`,
    `t20`.`mark`,
    `t20`.`lent`,
    `t20`.`place`,
    `t20`.`day`,
    `t20`.`starts_on`,
    `t20`.`after`,
    `t20`.`request`,
    `t20`.`referral`,
    `t20`.`sort`,
    `t20`.`level`,
    `t12`.`version`,
    `t12`.`combine`
  FROM (
    SELECT
      `t18`.`case`,
      `t18`.`duty`,
      `t18`.`thread_of`,
      `t18`.`mark`,
      `t18`.`lent`,
      `t18`.`after`,
      `t18`.`place`,
      `t18`.`code`,
      `t18`.`day`,
      `t18`.`rule`,
      `t18`.`request`,
      `t18`.`referral`,
      `t18`.`moved_to`,
      `t18`.`sort`,
      `t18`.`level`,
      COALESCE(`t18`.`moved_to`, `t18`.`day`) AS `starts_on`,
      IF(
        `t18`.`sort` = 5,
        (
          SELECT
            `t1`.`as_of`
          FROM `question` AS `t1`
        ),
        COALESCE(`t18`.`moved_to`, `t18`.`day`)
      ) AS `in_force_on`
    FROM (
      SELECT
        `t17`.`case`,
        `t17`.`duty`,
        `t17`.`thread_of`,
        `t17`.`mark`,
        `t17`.`lent`,
        `t17`.`after`,
        `t17`.`place`,
        `t17`.`code`,
        `t17`.`day`,
        `t13`.`rule`,
        `t13`.`request`,
        `t13`.`referral`,
        `t14`.`moved_to`,
        `t15`.`sort`,
        `t15`.`level`
      FROM (
        SELECT
          `t8`.`case`,
          `t8`.`duty`,
          `t8`.`thread_of`,
          `t8`.`mark`,
          `t8`.`lent`,
          `t8`.`after`,
          SHIFTRIGHT(`t8`.`mark`, 6) AS `place`,
          CAST(`t8`.`mark` % 64 AS SMALLINT) AS `code`,
          CAST((
            SHIFTRIGHT((
              SHIFTRIGHT(`t8`.`mark`, 6)
            ), 20)
          ) - 1000000 AS INT) AS `day`
        FROM (
          SELECT DISTINCT
            `t2`.`case`,
            `t2`.`due_of` AS `duty`,
            `t2`.`lent_thread` AS `thread_of`,
            `t2`.`lent_mark` AS `mark`,
            TRUE AS `lent`,
            CAST(NULL AS BIGINT) AS `after`
          FROM `sharing` AS `t2`
        ) AS `t8`
      ) AS `t17`
      LEFT OUTER JOIN (
        SELECT
          `t3`.`duty` AS `key_duty`,
          `t3`.`code` AS `key_code`,
          `t3`.`rule`,
          `t3`.`request`,
          `t3`.`referral`
        FROM `start_facts` AS `t3`
      ) AS `t13`
        ON `t17`.`duty` = `t13`.`key_duty` AND `t17`.`code` = `t13`.`key_code`
      LEFT OUTER JOIN (
        SELECT
          `t4`.`case` AS `key_case`,
          `t4`.`place` AS `key_place`,
          `t4`.`rule` AS `key_rule`,
          `t4`.`starts_on` AS `moved_to`
        FROM `shifted` AS `t4`
      ) AS `t14`
        ON `t17`.`case` = `t14`.`key_case`
        AND `t17`.`place` = `t14`.`key_place`
        AND `t13`.`rule` = `t14`.`key_rule`
      LEFT OUTER JOIN (
        SELECT
          `t5`.`duty` AS `key_duty`,
          `t5`.`sort`,
          `t5`.`level`
        FROM `duties` AS `t5`
      ) AS `t15`
        ON `t17`.`duty` = `t15`.`key_duty`
    ) AS `t18`
  ) AS `t20`
  LEFT OUTER JOIN (
    SELECT
      `t0`.`duty` AS `its_duty`,
      `t0`.`version`,
      `t0`.`combine`,
      `t0`.`starts` AS `from_day`,
      `t0`.`ends` AS `to_day`
    FROM `versions` AS `t0`
  ) AS `t12`
    ON `t20`.`duty` = `t12`.`its_duty`
    AND `t12`.`from_day` <= `t20`.`in_force_on`
    AND `t12`.`to_day` >= `t20`.`in_force_on`
) AS `t21`
WHERE
  `t21`.`version` IS NOT NULL
