SELECT
  `t11`.`case`,
  `t11`.`duty`,
  `t11`.`thread_of`,
  `t11`.`mark`,
  `t11`.`lent`,
  MIN(`t11`.`fact`) AS `broken`
FROM (
  SELECT
    *
  FROM (
    SELECT
      `t8`.`case`,
      `t8`.`duty`,
      `t8`.`thread_of`,
      `t8`.`mark`,
      `t8`.`lent`,
      `t8`.`place`,
      `t8`.`day`,
      `t8`.`starts_on`,
      `t8`.`after`,
      `t8`.`request`,
      `t8`.`referral`,
      `t8`.`sort`,
      `t8`.`level`,
      `t8`.`version`,
      `t8`.`combine`,
      `t8`.`only_asked`,
      `t8`.`number`,
      `t8`.`is_met`,
      `t8`.`close`,
      `t8`.`undated`,
      `t8`.`due`,
      `t8`.`open_ended`,
      `t4`.`kind`,
      `t4`.`own`,
      `t9`.`thread`,
      `t9`.`its_case`,
      `t9`.`fact`
    FROM (
      SELECT
        *
      FROM `counted` AS `t0`
      WHERE
        `t0`.`version` IS NOT NULL
    ) AS `t8`
    INNER JOIN `barred` AS `t4`
      ON `t8`.`duty` = `t4`.`duty`
    INNER JOIN (
      SELECT
        `t5`.`kind`,
        `t5`.`thread`,
        `t5`.`case` AS `its_case`,
        `t5`.`place` AS `fact`
      FROM (
        SELECT
          *
        FROM `entries` AS `t2`
        UNION ALL
        SELECT
          *
        FROM `instead` AS `t3`
      ) AS `t5`
      WHERE
        `t5`.`dated`
    ) AS `t9`
      ON `t8`.`case` = `t9`.`its_case` AND `t4`.`kind` = `t9`.`kind`
  ) AS `t10`
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
    AND CAST((
      SHIFTRIGHT(`t10`.`fact`, 20)
    ) - 1000000 AS INT) >= `t10`.`day`
    AND `t10`.`fact` <> `t10`.`place`
    AND (
      (
        `t10`.`after` IS NULL
      ) OR (
        `t10`.`fact` > `t10`.`after`
      )
    )
    AND (
      (
        `t10`.`close` IS NULL
      )
      OR (
        CAST((
          SHIFTRIGHT(`t10`.`fact`, 20)
        ) - 1000000 AS INT) < CAST((
          SHIFTRIGHT(`t10`.`close`, 20)
        ) - 1000000 AS INT)
      )
    )
    AND (
      (
        `t10`.`sort` <> 3
      )
      OR COALESCE(`t10`.`open_ended`, FALSE)
      OR COALESCE(CAST((
        SHIFTRIGHT(`t10`.`fact`, 20)
      ) - 1000000 AS INT) <= `t10`.`due`, FALSE)
    )
) AS `t11`
GROUP BY
  1,
  2,
  3,
  4,
  5
