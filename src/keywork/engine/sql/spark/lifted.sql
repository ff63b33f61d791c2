WITH `t9` AS (
  SELECT
    `t4`.`case`,
    `t4`.`duty`,
    `t4`.`thread_of`,
    `t4`.`mark`,
    `t4`.`lent`,
    `t4`.`place`,
    `t4`.`day`,
    `t4`.`starts_on`,
    `t4`.`after`,
    `t4`.`request`,
    `t4`.`referral`,
    `t4`.`level`,
    `t4`.`version`,
    `t4`.`combine`,
    `t5`.`limb`,
    `t5`.`kind`,
    `t5`.`own`,
    `t5`.`lifts`,
    `t8`.`thread`,
    `t8`.`dated`,
    `t8`.`its_case`,
    `t8`.`fact`
  FROM `asking` AS `t4`
  INNER JOIN `until_kinds` AS `t5`
    ON `t4`.`version` = `t5`.`version`
  INNER JOIN (
    SELECT
      `t6`.`kind`,
      `t6`.`thread`,
      `t6`.`dated`,
      `t6`.`case` AS `its_case`,
      `t6`.`place` AS `fact`
    FROM (
      SELECT
        *
      FROM `entries` AS `t2`
      UNION ALL
      SELECT
        *
      FROM `instead` AS `t3`
    ) AS `t6`
  ) AS `t8`
    ON `t4`.`case` = `t8`.`its_case` AND `t5`.`kind` = `t8`.`kind`
)
SELECT
  `t21`.`case`,
  `t21`.`duty`,
  `t21`.`thread_of`,
  `t21`.`mark`,
  `t21`.`lent`,
  `t21`.`limb`,
  IF(
    (
      `t21`.`told` IS NOT NULL
    ) AND (
      (
        `t21`.`told` % 2
      ) = 0
    ),
    CAST((
      SHIFTRIGHT((
        SHIFTRIGHT(`t21`.`told`, 1)
      ), 20)
    ) - 1000000 AS INT),
    NULL
  ) AS `counted_from`
FROM (
  SELECT
    `t15`.`case`,
    `t15`.`duty`,
    `t15`.`thread_of`,
    `t15`.`mark`,
    `t15`.`lent`,
    `t15`.`limb`,
    `t15`.`once`,
    `t20`.`told`
  FROM (
    SELECT
      `t11`.`case`,
      `t11`.`duty`,
      `t11`.`thread_of`,
      `t11`.`mark`,
      `t11`.`lent`,
      `t11`.`limb`,
      MIN(`t11`.`fact`) AS `once`
    FROM (
      SELECT
        *
      FROM `t9` AS `t10`
      WHERE
        (
          NOT (
            `t10`.`own`
          )
          OR (
            `t10`.`thread_of` = -1
          )
          OR (
            `t10`.`thread` = `t10`.`thread_of`
          )
        )
        AND NOT (
          `t10`.`lifts`
        )
        AND `t10`.`fact` >= (
          `t10`.`place` - (
            `t10`.`place` % 1048576
          )
        )
    ) AS `t11`
    GROUP BY
      1,
      2,
      3,
      4,
      5,
      6
  ) AS `t15`
  LEFT OUTER JOIN (
    SELECT
      `t18`.`case` AS `key_case`,
      `t18`.`duty` AS `key_duty`,
      `t18`.`thread_of` AS `key_thread_of`,
      `t18`.`mark` AS `key_mark`,
      `t18`.`lent` AS `key_lent`,
      `t18`.`limb` AS `key_limb`,
      `t18`.`told`
    FROM (
      SELECT
        `t17`.`case`,
        `t17`.`duty`,
        `t17`.`thread_of`,
        `t17`.`mark`,
        `t17`.`lent`,
        `t17`.`limb`,
        MIN((
          `t17`.`fact` * 2
        ) + CAST(NOT (
          `t17`.`dated`
        ) AS BIGINT)) AS `told`
      FROM (
        SELECT
          *
        FROM (
          SELECT
            `t15`.`case`,
            `t15`.`duty`,
            `t15`.`thread_of`,
            `t15`.`mark`,
            `t15`.`lent`,
            `t15`.`limb`,
            `t15`.`once`,
            `t13`.`fact`,
            `t13`.`dated`
          FROM (
            SELECT
              `t11`.`case`,
              `t11`.`duty`,
              `t11`.`thread_of`,
              `t11`.`mark`,
              `t11`.`lent`,
              `t11`.`limb`,
              MIN(`t11`.`fact`) AS `once`
            FROM (
              SELECT
                *
              FROM `t9` AS `t10`
              WHERE
                (
                  NOT (
                    `t10`.`own`
                  )
                  OR (
                    `t10`.`thread_of` = -1
                  )
                  OR (
                    `t10`.`thread` = `t10`.`thread_of`
                  )
                )
                AND NOT (
                  `t10`.`lifts`
                )
                AND `t10`.`fact` >= (
                  `t10`.`place` - (
                    `t10`.`place` % 1048576
                  )
                )
            ) AS `t11`
            GROUP BY
              1,
              2,
              3,
              4,
              5,
              6
          ) AS `t15`
          INNER JOIN (
            SELECT
              `t10`.`case`,
              `t10`.`duty`,
              `t10`.`thread_of`,
              `t10`.`mark`,
              `t10`.`lent`,
              `t10`.`limb`,
              `t10`.`fact`,
              `t10`.`dated`
            FROM `t9` AS `t10`
            WHERE
              (
                NOT (
                  `t10`.`own`
                )
                OR (
                  `t10`.`thread_of` = -1
                )
                OR (
                  `t10`.`thread` = `t10`.`thread_of`
                )
              )
              AND `t10`.`lifts`
          ) AS `t13`
            ON `t15`.`case` = `t13`.`case`
            AND `t15`.`duty` = `t13`.`duty`
            AND `t15`.`thread_of` = `t13`.`thread_of`
            AND `t15`.`mark` = `t13`.`mark`
            AND `t15`.`lent` = `t13`.`lent`
            AND `t15`.`limb` = `t13`.`limb`
        ) AS `t16`
        WHERE
          `t16`.`fact` >= (
            `t16`.`once` - (
              `t16`.`once` % 1048576
            )
          )
      ) AS `t17`
      GROUP BY
        1,
        2,
        3,
        4,
        5,
        6
    ) AS `t18`
  ) AS `t20`
    ON `t15`.`case` = `t20`.`key_case`
    AND `t15`.`duty` = `t20`.`key_duty`
    AND `t15`.`thread_of` = `t20`.`key_thread_of`
    AND `t15`.`mark` = `t20`.`key_mark`
    AND `t15`.`lent` = `t20`.`key_lent`
    AND `t15`.`limb` = `t20`.`key_limb`
) AS `t21`
