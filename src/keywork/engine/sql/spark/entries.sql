SELECT
  `t8`.`case`,
  `t8`.`kind`,
  (
    CAST(`t8`.`case` AS BIGINT) * 1024
  ) + `t8`.`kind` + 1 AS `spot`,
  (
    (
      CAST(`t8`.`day` AS BIGINT) + 1000000
    ) * 1048576
  ) + `t8`.`sequence` AS `place`,
  `t8`.`dated`,
  `t8`.`thread`,
  `t8`.`source`
FROM (
  SELECT
    `t7`.`case`,
    `t7`.`sequence`,
    `t7`.`kind`,
    `t7`.`day`,
    `t7`.`dated`,
    `t7`.`thread`,
    `t7`.`source`,
    `t7`.`recorded_at`,
    `t7`.`superseded_at`
  FROM (
    SELECT
      *
    FROM `events` AS `t0`
    WHERE
      `t0`.`recorded_at` <= (
        SELECT
          `t2`.`known_at`
        FROM `question` AS `t2`
      )
      AND (
        (
          `t0`.`superseded_at` IS NULL
        )
        OR (
          `t0`.`superseded_at` > (
            SELECT
              `t2`.`known_at`
            FROM `question` AS `t2`
          )
        )
      )
      AND `t0`.`day` <= (
        SELECT
          `t2`.`as_of`
        FROM `question` AS `t2`
      )
  ) AS `t7`
  LEFT SEMI JOIN `read_kinds` AS `t3`
    ON `t7`.`kind` = `t3`.`kind`
) AS `t8`
