SELECT
  `t12`.`case`,
  `t46`.`youth`,
  `t47`.`week_20`,
  `t50`.`request_mediation`,
  `t50`.`request_tribunal`,
  `t50`.`assessment_mediation`,
  `t50`.`assessment_tribunal`,
  `t50`.`other_mediation`,
  `t50`.`other_tribunal`
FROM (
  SELECT DISTINCT
    `t0`.`case`
  FROM `counted_facts` AS `t0`
  WHERE
    `t0`.`mark` IN (18, 16, 17)
) AS `t12`
LEFT OUTER JOIN (
  SELECT
    `t42`.`case` AS `key_case`,
    COALESCE(`t42`.`word` = 'yes', FALSE) AS `youth`
  FROM (
    SELECT
      `t39`.`case`,
      `t39`.`told`,
      `t39`.`sequence`,
      `t34`.`word`
    FROM (
      SELECT
        `t19`.`case`,
        `t19`.`told`,
        CAST((
          SHIFTRIGHT(`t19`.`told`, 1)
        ) % 1048576 AS INT) AS `sequence`
      FROM (
        SELECT
          `t5`.`case`,
          MAX(`t5`.`told`) AS `told`
        FROM (
          SELECT
            *
          FROM `counted_facts` AS `t0`
          WHERE
            `t0`.`mark` IN (16)
        ) AS `t5`
        GROUP BY
          1
      ) AS `t19`
    ) AS `t39`
    LEFT OUTER JOIN (
      SELECT
        `t22`.`case` AS `key_case`,
        `t22`.`place_of_entry` AS `key_place_of_entry`,
        `t22`.`word`
      FROM (
        SELECT
          `t3`.`case`,
          `t3`.`sequence` AS `place_of_entry`,
          `t3`.`day` AS `at`,
          `t3`.`word`
        FROM `details` AS `t3`
        INNER JOIN (
          SELECT
            `t2`.`field`
          FROM `field_names` AS `t2`
          WHERE
            `t2`.`name` = 'in_youth_accommodation'
        ) AS `t13`
          ON `t3`.`field` = `t13`.`field`
      ) AS `t22`
    ) AS `t34`
      ON `t39`.`case` = `t34`.`key_case` AND `t39`.`sequence` = `t34`.`key_place_of_entry`
  ) AS `t42`
) AS `t46`
  ON `t12`.`case` = `t46`.`key_case`
LEFT OUTER JOIN (
  SELECT
    `t43`.`case` AS `key_case`,
    COALESCE(`t43`.`word` = 'yes', FALSE) AS `week_20`
  FROM (
    SELECT
      `t40`.`case`,
      `t40`.`told`,
      `t40`.`sequence`,
      `t35`.`word`
    FROM (
      SELECT
        `t20`.`case`,
        `t20`.`told`,
        CAST((
          SHIFTRIGHT(`t20`.`told`, 1)
        ) % 1048576 AS INT) AS `sequence`
      FROM (
        SELECT
          `t6`.`case`,
          MAX(`t6`.`told`) AS `told`
        FROM (
          SELECT
            *
          FROM `counted_facts` AS `t0`
          WHERE
            `t0`.`mark` IN (17)
        ) AS `t6`
        GROUP BY
          1
      ) AS `t20`
    ) AS `t40`
    LEFT OUTER JOIN (
      SELECT
        `t23`.`case` AS `key_case`,
        `t23`.`place_of_entry` AS `key_place_of_entry`,
        `t23`.`word`
      FROM (
        SELECT
          `t3`.`case`,
          `t3`.`sequence` AS `place_of_entry`,
          `t3`.`day` AS `at`,
          `t3`.`word`
        FROM `details` AS `t3`
        INNER JOIN (
          SELECT
            `t2`.`field`
          FROM `field_names` AS `t2`
          WHERE
            `t2`.`name` = 'applies'
        ) AS `t14`
          ON `t3`.`field` = `t14`.`field`
      ) AS `t23`
    ) AS `t35`
      ON `t40`.`case` = `t35`.`key_case` AND `t40`.`sequence` = `t35`.`key_place_of_entry`
  ) AS `t43`
) AS `t47`
  ON `t12`.`case` = `t47`.`key_case`
LEFT OUTER JOIN (
  SELECT
    `t48`.`case` AS `key_case`,
    `t48`.`request_mediation`,
    `t48`.`request_tribunal`,
    `t48`.`assessment_mediation`,
    `t48`.`assessment_tribunal`,
    `t48`.`other_mediation`,
    `t48`.`other_tribunal`
  FROM (
    SELECT
      `t41`.`case`,
      BOOL_OR(
        COALESCE((
          `t41`.`about` = 'request'
        ) AND (
          `t41`.`mediation` = 'yes'
        ), FALSE)
      ) AS `request_mediation`,
      BOOL_OR(
        COALESCE((
          `t41`.`about` = 'request'
        ) AND (
          `t41`.`tribunal` = 'yes'
        ), FALSE)
      ) AS `request_tribunal`,
      BOOL_OR(
        COALESCE((
          `t41`.`about` = 'assessment'
        ) AND (
          `t41`.`mediation` = 'yes'
        ), FALSE)
      ) AS `assessment_mediation`,
      BOOL_OR(
        COALESCE((
          `t41`.`about` = 'assessment'
        ) AND (
          `t41`.`tribunal` = 'yes'
        ), FALSE)
      ) AS `assessment_tribunal`,
      BOOL_OR(
        COALESCE((
          `t41`.`about` = 'other'
        ) AND (
          `t41`.`mediation` = 'yes'
        ), FALSE)
      ) AS `other_mediation`,
      BOOL_OR(
        COALESCE((
          `t41`.`about` = 'other'
        ) AND (
          `t41`.`tribunal` = 'yes'
        ), FALSE)
      ) AS `other_tribunal`
    FROM (
      SELECT
        `t21`.`case`,
        `t21`.`mark`,
        `t21`.`thread`,
        `t21`.`told`,
        `t21`.`sequence`,
        `t36`.`about`,
        `t37`.`mediation`,
        `t38`.`tribunal`
      FROM (
        SELECT
          `t0`.`case`,
          `t0`.`mark`,
          `t0`.`thread`,
          `t0`.`told`,
          CAST((
            SHIFTRIGHT(`t0`.`told`, 1)
          ) % 1048576 AS INT) AS `sequence`
        FROM `counted_facts` AS `t0`
        WHERE
          `t0`.`mark` IN (18)
      ) AS `t21`
      LEFT OUTER JOIN (
        SELECT
          `t24`.`case` AS `key_case`,
          `t24`.`place_of_entry` AS `key_place_of_entry`,
          `t24`.`word` AS `about`
        FROM (
          SELECT
            `t3`.`case`,
            `t3`.`sequence` AS `place_of_entry`,
            `t3`.`day` AS `at`,
            `t3`.`word`
          FROM `details` AS `t3`
          INNER JOIN (
            SELECT
              `t2`.`field`
            FROM `field_names` AS `t2`
            WHERE
              `t2`.`name` = 'about'
          ) AS `t15`
            ON `t3`.`field` = `t15`.`field`
        ) AS `t24`
      ) AS `t36`
        ON `t21`.`case` = `t36`.`key_case` AND `t21`.`sequence` = `t36`.`key_place_of_entry`
      LEFT OUTER JOIN (
        SELECT
          `t25`.`case` AS `key_case`,
          `t25`.`place_of_entry` AS `key_place_of_entry`,
          `t25`.`word` AS `mediation`
        FROM (
          SELECT
            `t3`.`case`,
            `t3`.`sequence` AS `place_of_entry`,
            `t3`.`day` AS `at`,
            `t3`.`word`
          FROM `details` AS `t3`
          INNER JOIN (
            SELECT
              `t2`.`field`
            FROM `field_names` AS `t2`
            WHERE
              `t2`.`name` = 'mediation'
          ) AS `t16`
            ON `t3`.`field` = `t16`.`field`
        ) AS `t25`
      ) AS `t37`
        ON `t21`.`case` = `t37`.`key_case` AND `t21`.`sequence` = `t37`.`key_place_of_entry`
      LEFT OUTER JOIN (
        SELECT
          `t26`.`case` AS `key_case`,
          `t26`.`place_of_entry` AS `key_place_of_entry`,
          `t26`.`word` AS `tribunal`
        FROM (
          SELECT
            `t3`.`case`,
            `t3`.`sequence` AS `place_of_entry`,
            `t3`.`day` AS `at`,
            `t3`.`word`
          FROM `details` AS `t3`
          INNER JOIN (
            SELECT
              `t2`.`field`
            FROM `field_names` AS `t2`
            WHERE
              `t2`.`name` = 'tribunal'
          ) AS `t17`
            ON `t3`.`field` = `t17`.`field`
        ) AS `t26`
      ) AS `t38`
        ON `t21`.`case` = `t38`.`key_case` AND `t21`.`sequence` = `t38`.`key_place_of_entry`
    ) AS `t41`
    GROUP BY
      1
  ) AS `t48`
) AS `t50`
  ON `t12`.`case` = `t50`.`key_case`
