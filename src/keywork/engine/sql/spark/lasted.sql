SELECT
  `t5`.`days`,
  COUNT(*) AS `cases`
FROM (
  SELECT
    `t4`.`case`,
    MAX(`t4`.`day`) - MIN(`t4`.`day`) AS `days`
  FROM (
    SELECT
      `t0`.`case`,
      `t0`.`sequence`,
      `t0`.`kind`,
      `t0`.`day`
    FROM `events` AS `t0`
    WHERE
      `t0`.`recorded_at` <= (
        SELECT
          `t1`.`known_at`
        FROM `question` AS `t1`
      )
      AND NOT (
        COALESCE(
          `t0`.`superseded_at` <= (
            SELECT
              `t1`.`known_at`
            FROM `question` AS `t1`
          ),
          FALSE
        )
      )
      AND `t0`.`dated`
      AND `t0`.`day` <= (
        SELECT
          `t1`.`as_of`
        FROM `question` AS `t1`
      )
  ) AS `t4`
  GROUP BY
    1
) AS `t5`
GROUP BY
  1
