WITH `t5` AS (
  SELECT
    *
  FROM `counted_facts` AS `t2`
  WHERE
    `t2`.`mark` IN (10, 11, 12, 13, 14, 15)
)
SELECT
  `t25`.`case`,
  IF(
    (
      `t25`.`review_meeting_on` % 2
    ) = 0,
    CAST((
      SHIFTRIGHT((
        SHIFTRIGHT(`t25`.`review_meeting_on`, 1)
      ), 20)
    ) - 1000000 AS INT),
    NULL
  ) AS `review_meeting_on`,
  IF(
    (
      `t25`.`review_decided_on` % 2
    ) = 0,
    CAST((
      SHIFTRIGHT((
        SHIFTRIGHT(`t25`.`review_decided_on`, 1)
      ), 20)
    ) - 1000000 AS INT),
    NULL
  ) AS `review_decided_on`,
  CASE
    WHEN `t25`.`amend` IS NOT NULL
    THEN 'amend'
    WHEN `t25`.`cease` IS NOT NULL
    THEN 'cease'
    WHEN `t25`.`maintain` IS NOT NULL
    THEN 'maintain'
    ELSE IF(`t25`.`recorded` IS NOT NULL, COALESCE(`t25`.`outcome`, 'None'), NULL)
  END AS `review_outcome`
FROM (
  SELECT
    `t24`.`case`,
    `t24`.`review_meeting_on`,
    `t24`.`review_decided_on`,
    `t24`.`recorded`,
    `t24`.`amend`,
    `t24`.`cease`,
    `t24`.`maintain`,
    `t24`.`sequence`,
    `t12`.`outcome`
  FROM (
    SELECT
      `t22`.`case`,
      `t22`.`review_meeting_on`,
      `t22`.`review_decided_on`,
      `t22`.`recorded`,
      `t22`.`amend`,
      `t22`.`cease`,
      `t22`.`maintain`,
      CAST((
        SHIFTRIGHT(`t22`.`recorded`, 1)
      ) % 1048576 AS INT) AS `sequence`
    FROM (
      SELECT
        `t21`.`case`,
        MAX(
          IF(`t21`.`mark` IN (10) AND (
            (
              `t21`.`told` % 2
            ) = 0
          ), `t21`.`told`, NULL)
        ) AS `review_meeting_on`,
        MAX(
          IF(`t21`.`mark` IN (14) AND (
            (
              `t21`.`told` % 2
            ) = 0
          ), `t21`.`told`, NULL)
        ) AS `review_decided_on`,
        MIN(IF(`t21`.`mark` IN (15), `t21`.`told`, NULL)) AS `recorded`,
        MAX(IF(`t21`.`mark` IN (11), `t21`.`told`, NULL)) AS `amend`,
        MAX(IF(`t21`.`mark` IN (12), `t21`.`told`, NULL)) AS `cease`,
        MAX(IF(`t21`.`mark` IN (13), `t21`.`told`, NULL)) AS `maintain`
      FROM (
        SELECT
          *
        FROM (
          SELECT
            `t8`.`case`,
            `t8`.`mark`,
            `t8`.`thread`,
            `t8`.`told`,
            `t19`.`its_thread`
          FROM `t5` AS `t8`
          LEFT OUTER JOIN (
            SELECT
              `t17`.`case` AS `key_case`,
              `t17`.`its_thread`
            FROM (
              SELECT
                `t16`.`case`,
                MAX(`t16`.`thread`) AS `its_thread`
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    `t8`.`case`,
                    `t8`.`mark`,
                    `t8`.`thread`,
                    `t8`.`told`,
                    `t14`.`latest`
                  FROM `t5` AS `t8`
                  LEFT OUTER JOIN (
                    SELECT
                      `t10`.`case` AS `key_case`,
                      COALESCE(`t10`.`dated_told`, `t10`.`any_told`) AS `key_latest`,
                      COALESCE(`t10`.`dated_told`, `t10`.`any_told`) AS `latest`
                    FROM (
                      SELECT
                        `t7`.`case`,
                        MAX(`t7`.`told`) AS `any_told`,
                        MAX(IF((
                          `t7`.`told` % 2
                        ) = 0, `t7`.`told`, NULL)) AS `dated_told`
                      FROM `t5` AS `t7`
                      GROUP BY
                        1
                    ) AS `t10`
                  ) AS `t14`
                    ON `t8`.`case` = `t14`.`key_case` AND `t8`.`told` = `t14`.`key_latest`
                ) AS `t15`
                WHERE
                  `t15`.`latest` IS NOT NULL
              ) AS `t16`
              GROUP BY
                1
            ) AS `t17`
          ) AS `t19`
            ON `t8`.`case` = `t19`.`key_case`
        ) AS `t20`
        WHERE
          `t20`.`thread` = `t20`.`its_thread`
      ) AS `t21`
      GROUP BY
        1
    ) AS `t22`
  ) AS `t24`
  LEFT OUTER JOIN (
    SELECT
      `t9`.`case` AS `key_case`,
      `t9`.`place_of_entry` AS `key_place_of_entry`,
      `t9`.`word` AS `outcome`
    FROM (
      SELECT
        `t3`.`case`,
        `t3`.`sequence` AS `place_of_entry`,
        `t3`.`day` AS `at`,
        `t3`.`word`
      FROM `details` AS `t3`
      INNER JOIN (
        SELECT
          `t1`.`field`
        FROM `field_names` AS `t1`
        WHERE
          `t1`.`name` = 'outcome'
      ) AS `t6`
        ON `t3`.`field` = `t6`.`field`
    ) AS `t9`
  ) AS `t12`
    ON `t24`.`case` = `t12`.`key_case` AND `t24`.`sequence` = `t12`.`key_place_of_entry`
) AS `t25`
