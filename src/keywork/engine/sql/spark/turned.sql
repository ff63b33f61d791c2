SELECT
  `t20`.`case`,
  `t20`.`duty`,
  `t20`.`thread_of`,
  `t20`.`latest`,
  `t20`.`only_asked`,
  `t20`.`reversed_on`,
  `t20`.`final`,
  `t20`.`number`,
  `t20`.`mark`,
  `t20`.`after`,
  (
    `t20`.`met` IS NOT NULL
  )
  AND (
    (
      `t20`.`ended` IS NULL
    )
    OR COALESCE((
      SHIFTRIGHT(`t20`.`met`, 21)
    ) <= (
      SHIFTRIGHT(`t20`.`ended`, 21)
    ), TRUE)
  ) AS `is_met`,
  SHIFTRIGHT(
    IF(
      (
        `t20`.`met` IS NOT NULL
      )
      AND (
        (
          `t20`.`ended` IS NULL
        )
        OR COALESCE((
          SHIFTRIGHT(`t20`.`met`, 21)
        ) <= (
          SHIFTRIGHT(`t20`.`ended`, 21)
        ), TRUE)
      ),
      `t20`.`met`,
      `t20`.`ended`
    ),
    1
  ) AS `close`,
  COALESCE(
    (
      IF(
        (
          `t20`.`met` IS NOT NULL
        )
        AND (
          (
            `t20`.`ended` IS NULL
          )
          OR COALESCE((
            SHIFTRIGHT(`t20`.`met`, 21)
          ) <= (
            SHIFTRIGHT(`t20`.`ended`, 21)
          ), TRUE)
        ),
        `t20`.`met`,
        `t20`.`ended`
      ) % 2
    ) = 1,
    FALSE
  ) AS `undated`
FROM (
  SELECT
    `t5`.`case`,
    `t5`.`duty`,
    `t5`.`thread_of`,
    `t5`.`latest`,
    `t5`.`only_asked`,
    `t5`.`reversed_on`,
    `t5`.`final`,
    `t5`.`number`,
    `t5`.`mark`,
    `t5`.`after`,
    `t19`.`met`,
    `t19`.`ended`
  FROM `opened` AS `t5`
  LEFT OUTER JOIN (
    SELECT
      `t17`.`case` AS `key_case`,
      `t17`.`duty` AS `key_duty`,
      `t17`.`thread_of` AS `key_thread_of`,
      `t17`.`met`,
      `t17`.`ended`
    FROM (
      SELECT
        `t16`.`case`,
        `t16`.`duty`,
        `t16`.`thread_of`,
        MIN(IF(NOT (
          `t16`.`ends`
        ), `t16`.`told`, NULL)) AS `met`,
        MIN(IF(`t16`.`ends`, `t16`.`told`, NULL)) AS `ended`
      FROM (
        SELECT
          `t15`.`case`,
          `t15`.`duty`,
          `t15`.`thread_of`,
          `t15`.`ends`,
          `t15`.`place`,
          `t15`.`told`
        FROM (
          SELECT
            `t13`.`case`,
            `t13`.`duty`,
            `t13`.`thread_of`,
            `t13`.`ends`,
            `t13`.`place`,
            (
              `t13`.`place` * 2
            ) + CAST(NOT (
              `t13`.`dated`
            ) AS BIGINT) AS `told`
          FROM (
            SELECT
              `t11`.`case`,
              `t11`.`duty`,
              `t11`.`thread_of`,
              `t11`.`latest`,
              `t11`.`only_asked`,
              `t11`.`reversed_on`,
              `t11`.`final`,
              `t11`.`number`,
              `t11`.`mark`,
              `t11`.`after`,
              `t11`.`start`,
              `t7`.`kind`,
              `t7`.`ends`,
              `t7`.`own`,
              `t7`.`refusal`,
              `t12`.`thread`,
              `t12`.`dated`,
              `t12`.`its_case`,
              `t12`.`place`
            FROM (
              SELECT
                `t0`.`case`,
                `t0`.`duty`,
                `t0`.`thread_of`,
                `t0`.`latest`,
                `t0`.`only_asked`,
                `t0`.`reversed_on`,
                `t0`.`final`,
                `t0`.`number`,
                `t0`.`mark`,
                `t0`.`after`,
                SHIFTRIGHT(`t0`.`mark`, 6) AS `start`
              FROM `opened` AS `t0`
            ) AS `t11`
            INNER JOIN `closers` AS `t7`
              ON `t11`.`duty` = `t7`.`duty`
            INNER JOIN (
              SELECT
                `t8`.`kind`,
                `t8`.`thread`,
                `t8`.`dated`,
                `t8`.`case` AS `its_case`,
                `t8`.`place`
              FROM (
                SELECT
                  *
                FROM `entries` AS `t3`
                UNION ALL
                SELECT
                  *
                FROM `instead` AS `t4`
              ) AS `t8`
            ) AS `t12`
              ON `t11`.`case` = `t12`.`its_case` AND `t7`.`kind` = `t12`.`kind`
          ) AS `t13`
          WHERE
            `t13`.`place` >= (
              `t13`.`start` - (
                `t13`.`start` % 1048576
              )
            )
            AND `t13`.`place` <> `t13`.`start`
            AND (
              NOT (
                `t13`.`own`
              )
              OR (
                `t13`.`thread_of` = -1
              )
              OR (
                `t13`.`thread` = `t13`.`thread_of`
              )
            )
            AND NOT (
              `t13`.`refusal`
              AND COALESCE(
                `t13`.`reversed_on` >= CAST((
                  SHIFTRIGHT(`t13`.`place`, 20)
                ) - 1000000 AS INT),
                FALSE
              )
            )
        ) AS `t15`
        LEFT ANTI JOIN `spent` AS `t6`
          ON `t15`.`case` = `t6`.`case`
          AND `t15`.`duty` = `t6`.`duty`
          AND `t15`.`thread_of` = `t6`.`thread_of`
          AND `t15`.`place` = `t6`.`place`
      ) AS `t16`
      GROUP BY
        1,
        2,
        3
    ) AS `t17`
  ) AS `t19`
    ON `t5`.`case` = `t19`.`key_case`
    AND `t5`.`duty` = `t19`.`key_duty`
    AND `t5`.`thread_of` = `t19`.`key_thread_of`
) AS `t20`
