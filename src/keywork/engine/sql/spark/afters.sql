WITH `t17` AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM `turned` AS `t1`
    WHERE
      NOT (
        COALESCE(`t1`.`final` >= `t1`.`close`, FALSE)
      )
  ) AS `t16`
  UNION ALL
  SELECT
    *
  FROM `turns` AS `t0`
), `t29` AS (
  SELECT
    `t28`.`clock`,
    `t28`.`day`,
    SHIFTRIGHT(MAX(`t28`.`mark`), 12) AS `start`
  FROM (
    SELECT
      `t27`.`clock`,
      `t27`.`mark`,
      CAST((
        SHIFTRIGHT((
          SHIFTRIGHT(`t27`.`mark`, 12)
        ), 20)
      ) - 1000000 AS INT) AS `day`
    FROM (
      SELECT
        `t8`.`clock`,
        `t8`.`mark`
      FROM `starts` AS `t8`
      LEFT SEMI JOIN (
        SELECT
          *
        FROM (
          SELECT
            `t22`.`clock`
          FROM (
            SELECT
              `t18`.`clock`,
              `t18`.`final`,
              `t18`.`number`,
              `t18`.`mark`,
              `t18`.`after`,
              `t18`.`reversed_on`,
              `t18`.`is_met`,
              `t18`.`close`,
              `t18`.`undated`,
              CAST(SHIFTRIGHT(`t18`.`clock`, 34) AS INT) AS `case`,
              CAST((
                SHIFTRIGHT(`t18`.`clock`, 24)
              ) % 1024 AS SMALLINT) AS `duty`
            FROM `t17` AS `t18`
            WHERE
              `t18`.`final` = -1 AND `t18`.`number` > 1
          ) AS `t22`
          LEFT SEMI JOIN (
            SELECT
              *
            FROM `special` AS `t7`
            WHERE
              `t7`.`mark` <= 2
          ) AS `t15`
            ON `t22`.`case` = `t15`.`case`
        ) AS `t23`
        UNION
        SELECT
          *
        FROM (
          SELECT
            `t22`.`clock`
          FROM (
            SELECT
              `t18`.`clock`,
              `t18`.`final`,
              `t18`.`number`,
              `t18`.`mark`,
              `t18`.`after`,
              `t18`.`reversed_on`,
              `t18`.`is_met`,
              `t18`.`close`,
              `t18`.`undated`,
              CAST(SHIFTRIGHT(`t18`.`clock`, 34) AS INT) AS `case`,
              CAST((
                SHIFTRIGHT(`t18`.`clock`, 24)
              ) % 1024 AS SMALLINT) AS `duty`
            FROM `t17` AS `t18`
            WHERE
              `t18`.`final` = -1 AND `t18`.`number` > 1
          ) AS `t22`
          LEFT SEMI JOIN `barred` AS `t11`
            ON `t22`.`duty` = `t11`.`duty`
        ) AS `t24`
      ) AS `t26`
        ON `t8`.`clock` = `t26`.`clock`
    ) AS `t27`
  ) AS `t28`
  GROUP BY
    1,
    2
), `t35` AS (
  SELECT
    `t34`.`clock`,
    `t34`.`mark`,
    `t20`.`reversed_on`,
    `t20`.`final_mark`
  FROM (
    SELECT
      `t30`.`clock`,
      SHIFTLEFT(MIN(`t30`.`start`), 12) AS `mark`
    FROM `t29` AS `t30`
    GROUP BY
      1
  ) AS `t34`
  LEFT OUTER JOIN (
    SELECT
      `t18`.`clock` AS `key_clock`,
      `t18`.`reversed_on`,
      `t18`.`mark` AS `final_mark`
    FROM `t17` AS `t18`
  ) AS `t20`
    ON `t34`.`clock` = `t20`.`key_clock`
)
SELECT
  `t54`.`clock`,
  MAX(`t54`.`close`) AS `after`
FROM (
  SELECT
    *
  FROM (
    SELECT
      `t52`.`clock`,
      `t52`.`start`,
      `t52`.`close`,
      `t38`.`final_mark`
    FROM (
      SELECT
        `t50`.`clock`,
        `t50`.`start`,
        SHIFTRIGHT(
          IF(
            (
              `t50`.`met` IS NOT NULL
            )
            AND (
              (
                `t50`.`ended` IS NULL
              )
              OR COALESCE((
                SHIFTRIGHT(`t50`.`met`, 21)
              ) <= (
                SHIFTRIGHT(`t50`.`ended`, 21)
              ), TRUE)
            ),
            `t50`.`met`,
            `t50`.`ended`
          ),
          1
        ) AS `close`
      FROM (
        SELECT
          `t49`.`clock`,
          `t49`.`start`,
          MIN(IF(NOT (
            `t49`.`ends`
          ), `t49`.`told`, NULL)) AS `met`,
          MIN(IF(`t49`.`ends`, `t49`.`told`, NULL)) AS `ended`
        FROM (
          SELECT
            *
          FROM (
            SELECT
              `t47`.`clock`,
              `t47`.`ends`,
              `t47`.`place`,
              `t47`.`told`,
              MAX(`t47`.`start`) AS `start`
            FROM (
              SELECT
                `t46`.`clock`,
                `t46`.`ends`,
                `t46`.`place`,
                `t46`.`told`,
                `t46`.`day`,
                `t32`.`its_clock`,
                `t32`.`turn_day`,
                `t32`.`start`
              FROM (
                SELECT
                  `t44`.`clock`,
                  `t44`.`ends`,
                  `t44`.`place`,
                  (
                    `t44`.`place` * 2
                  ) + CAST(NOT (
                    `t44`.`dated`
                  ) AS BIGINT) AS `told`,
                  CAST((
                    SHIFTRIGHT(`t44`.`place`, 20)
                  ) - 1000000 AS INT) AS `day`
                FROM (
                  SELECT
                    `t43`.`clock`,
                    `t43`.`reversed_on`,
                    `t43`.`duty`,
                    `t43`.`start`,
                    `t43`.`kind`,
                    `t43`.`ends`,
                    `t43`.`own`,
                    `t43`.`refusal`,
                    `t43`.`spot`,
                    `t14`.`place`,
                    `t14`.`dated`,
                    `t14`.`thread`
                  FROM (
                    SELECT
                      `t41`.`clock`,
                      `t41`.`reversed_on`,
                      `t41`.`duty`,
                      `t41`.`start`,
                      `t41`.`kind`,
                      `t41`.`ends`,
                      `t41`.`own`,
                      `t41`.`refusal`,
                      (
                        CAST(CAST(SHIFTRIGHT(`t41`.`clock`, 34) AS INT) AS BIGINT) * 1024
                      ) + `t41`.`kind` + 1 AS `spot`
                    FROM (
                      SELECT
                        `t40`.`clock`,
                        `t40`.`reversed_on`,
                        `t40`.`duty`,
                        `t40`.`start`,
                        `t10`.`kind`,
                        `t10`.`ends`,
                        `t10`.`own`,
                        `t10`.`refusal`
                      FROM (
                        SELECT
                          `t36`.`clock`,
                          `t36`.`reversed_on`,
                          CAST((
                            SHIFTRIGHT(`t36`.`clock`, 24)
                          ) % 1024 AS SMALLINT) AS `duty`,
                          SHIFTRIGHT((
                            `t36`.`mark` - (
                              `t36`.`mark` % 4294967296
                            )
                          ), 12) AS `start`
                        FROM `t35` AS `t36`
                      ) AS `t40`
                      INNER JOIN `closers` AS `t10`
                        ON `t40`.`duty` = `t10`.`duty`
                    ) AS `t41`
                  ) AS `t43`
                  INNER JOIN (
                    SELECT
                      `t9`.`spot`,
                      `t9`.`place`,
                      `t9`.`dated`,
                      `t9`.`thread`
                    FROM (
                      SELECT
                        *
                      FROM `entries` AS `t3`
                      UNION ALL
                      SELECT
                        *
                      FROM `instead` AS `t4`
                    ) AS `t9`
                  ) AS `t14`
                    ON `t43`.`spot` = `t14`.`spot`
                ) AS `t44`
                WHERE
                  `t44`.`place` >= (
                    `t44`.`start` - (
                      `t44`.`start` % 1048576
                    )
                  )
                  AND `t44`.`place` <> `t44`.`start`
                  AND (
                    NOT (
                      `t44`.`own`
                    )
                    OR (
                      CAST((
                        `t44`.`clock` % 16777216
                      ) - 1 AS INT) = -1
                    )
                    OR (
                      `t44`.`thread` = CAST((
                        `t44`.`clock` % 16777216
                      ) - 1 AS INT)
                    )
                  )
                  AND NOT (
                    `t44`.`refusal`
                    AND COALESCE(
                      `t44`.`reversed_on` >= CAST((
                        SHIFTRIGHT(`t44`.`place`, 20)
                      ) - 1000000 AS INT),
                      FALSE
                    )
                  )
              ) AS `t46`
              INNER JOIN (
                SELECT
                  `t30`.`clock` AS `its_clock`,
                  `t30`.`day` AS `turn_day`,
                  `t30`.`start`
                FROM `t29` AS `t30`
              ) AS `t32`
                ON `t46`.`clock` = `t32`.`its_clock` AND `t32`.`turn_day` <= `t46`.`day`
            ) AS `t47`
            GROUP BY
              1,
              2,
              3,
              4
          ) AS `t48`
          WHERE
            `t48`.`place` <> `t48`.`start`
        ) AS `t49`
        GROUP BY
          1,
          2
      ) AS `t50`
    ) AS `t52`
    LEFT OUTER JOIN (
      SELECT
        `t36`.`clock` AS `key_clock`,
        `t36`.`final_mark`
      FROM `t35` AS `t36`
    ) AS `t38`
      ON `t52`.`clock` = `t38`.`key_clock`
  ) AS `t53`
  WHERE
    `t53`.`start` <> (
      SHIFTRIGHT(`t53`.`final_mark`, 12)
    )
) AS `t54`
GROUP BY
  1
