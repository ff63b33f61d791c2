SELECT
  `t29`.`case`,
  `t29`.`review_meeting_on`,
  `t29`.`review_decided_on`,
  `t29`.`review_outcome`,
  `t29`.`final_due_on`,
  `t29`.`decision_due_on`,
  `t29`.`final_state`,
  CASE
    WHEN (
      `t29`.`assessed` IS NOT NULL
    )
    AND (
      (
        `t29`.`refused` IS NULL
      )
      OR COALESCE(`t29`.`assessed` < `t29`.`refused`, TRUE)
    )
    AND (
      (
        IF(
          (
            `t29`.`assessed` IS NOT NULL
          )
          AND (
            (
              `t29`.`refused` IS NULL
            )
            OR COALESCE(`t29`.`assessed` < `t29`.`refused`, TRUE)
          ),
          `t29`.`assessed`,
          `t29`.`refused`
        ) % 2
      ) = 1
    )
    THEN 'history'
    WHEN (
      `t29`.`assessed` IS NOT NULL
    )
    AND (
      (
        `t29`.`refused` IS NULL
      )
      OR COALESCE(`t29`.`assessed` < `t29`.`refused`, TRUE)
    )
    THEN 'decided-to-assess'
    WHEN `t29`.`refused` IS NOT NULL
    THEN 'decided-not-to-assess'
    WHEN `t29`.`withdrawn` IS NOT NULL
    THEN 'withdrawn'
    ELSE 'open'
  END AS `outcome`,
  IF(
    (
      `t29`.`requested` % 2
    ) = 0,
    CAST((
      SHIFTRIGHT((
        SHIFTRIGHT(`t29`.`requested`, 1)
      ), 20)
    ) - 1000000 AS INT),
    NULL
  ) AS `requested_on`,
  IF(
    (
      IF(
        (
          `t29`.`brought` IS NOT NULL
        )
        AND (
          (
            `t29`.`requested` IS NULL
          )
          OR COALESCE(`t29`.`brought` < `t29`.`requested`, TRUE)
        ),
        `t29`.`brought`,
        `t29`.`requested`
      ) % 2
    ) = 0,
    CAST((
      SHIFTRIGHT(
        (
          SHIFTRIGHT(
            IF(
              (
                `t29`.`brought` IS NOT NULL
              )
              AND (
                (
                  `t29`.`requested` IS NULL
                )
                OR COALESCE(`t29`.`brought` < `t29`.`requested`, TRUE)
              ),
              `t29`.`brought`,
              `t29`.`requested`
            ),
            1
          )
        ),
        20
      )
    ) - 1000000 AS INT),
    NULL
  ) AS `asked_on`,
  `t29`.`asked_by`,
  IF(
    (
      `t29`.`brought` IS NOT NULL
    )
    AND (
      (
        `t29`.`requested` IS NULL
      )
      OR COALESCE(`t29`.`brought` < `t29`.`requested`, TRUE)
    ),
    'yes',
    'no'
  ) AS `brought`,
  IF(
    (
      IF(
        (
          `t29`.`assessed` IS NOT NULL
        )
        AND (
          (
            `t29`.`refused` IS NULL
          )
          OR COALESCE(`t29`.`assessed` < `t29`.`refused`, TRUE)
        ),
        `t29`.`assessed`,
        `t29`.`refused`
      ) % 2
    ) = 0,
    CAST((
      SHIFTRIGHT(
        (
          SHIFTRIGHT(
            IF(
              (
                `t29`.`assessed` IS NOT NULL
              )
              AND (
                (
                  `t29`.`refused` IS NULL
                )
                OR COALESCE(`t29`.`assessed` < `t29`.`refused`, TRUE)
              ),
              `t29`.`assessed`,
              `t29`.`refused`
            ),
            1
          )
        ),
        20
      )
    ) - 1000000 AS INT),
    NULL
  ) AS `decided_on`,
  IF(COALESCE(`t29`.`youth`, FALSE), 'yes', 'no') AS `youth_accommodation`,
  IF(COALESCE(`t29`.`assessment_mediation`, FALSE), 'yes', 'no') AS `assessment_mediation`,
  IF(COALESCE(`t29`.`assessment_tribunal`, FALSE), 'yes', 'no') AS `assessment_tribunal`,
  IF(COALESCE(`t29`.`other_mediation`, FALSE), 'yes', 'no') AS `other_mediation`,
  IF(COALESCE(`t29`.`other_tribunal`, FALSE), 'yes', 'no') AS `other_tribunal`,
  IF(COALESCE(`t29`.`request_mediation`, FALSE), 'yes', 'no') AS `request_mediation`,
  IF(COALESCE(`t29`.`request_tribunal`, FALSE), 'yes', 'no') AS `request_tribunal`,
  IF(
    COALESCE(`t29`.`assessment_mediation`, FALSE)
    OR COALESCE(`t29`.`assessment_tribunal`, FALSE)
    OR COALESCE(`t29`.`other_mediation`, FALSE)
    OR COALESCE(`t29`.`other_tribunal`, FALSE)
    OR COALESCE(`t29`.`request_mediation`, FALSE)
    OR COALESCE(`t29`.`request_tribunal`, FALSE),
    'yes',
    'no'
  ) AS `disputed`,
  CASE
    WHEN `t29`.`week_20` IS NULL
    THEN 'unknown'
    WHEN `t29`.`week_20`
    THEN 'yes'
    ELSE 'no'
  END AS `week_20`,
  IF(
    (
      `t29`.`issued` % 2
    ) = 0,
    CAST((
      SHIFTRIGHT((
        SHIFTRIGHT(`t29`.`issued`, 1)
      ), 20)
    ) - 1000000 AS INT),
    NULL
  ) AS `issued_on`,
  IF(
    (
      `t29`.`not_issued` % 2
    ) = 0,
    CAST((
      SHIFTRIGHT((
        SHIFTRIGHT(`t29`.`not_issued`, 1)
      ), 20)
    ) - 1000000 AS INT),
    NULL
  ) AS `not_issued_on`,
  CAST(NULL AS INT) AS `undecided_on`,
  IF(
    IF(
      (
        `t29`.`assessed` IS NOT NULL
      )
      AND (
        (
          `t29`.`refused` IS NULL
        )
        OR COALESCE(`t29`.`assessed` < `t29`.`refused`, TRUE)
      ),
      `t29`.`assessed`,
      `t29`.`refused`
    ) IS NOT NULL,
    CAST((
      SHIFTRIGHT((
        SHIFTRIGHT(`t29`.`withdrawn`, 1)
      ), 20)
    ) - 1000000 AS INT),
    NULL
  ) AS `assessment_withdrawn_by`,
  IF(
    (
      `t29`.`plan` % 2
    ) = 0,
    CAST((
      SHIFTRIGHT((
        SHIFTRIGHT(`t29`.`plan`, 1)
      ), 20)
    ) - 1000000 AS INT),
    NULL
  ) AS `plan_on`,
  IF(
    LEAST(
      LEAST(
        COALESCE(
          IF(
            (
              `t29`.`left_0` % 2
            ) = 0,
            CAST((
              SHIFTRIGHT((
                SHIFTRIGHT(`t29`.`left_0`, 1)
              ), 20)
            ) - 1000000 AS INT),
            NULL
          ),
          2147483647
        ),
        COALESCE(
          IF(
            (
              `t29`.`left_1` % 2
            ) = 0,
            CAST((
              SHIFTRIGHT((
                SHIFTRIGHT(`t29`.`left_1`, 1)
              ), 20)
            ) - 1000000 AS INT),
            NULL
          ),
          2147483647
        )
      ),
      COALESCE(
        IF(
          (
            `t29`.`left_2` % 2
          ) = 0,
          CAST((
            SHIFTRIGHT((
              SHIFTRIGHT(`t29`.`left_2`, 1)
            ), 20)
          ) - 1000000 AS INT),
          NULL
        ),
        2147483647
      )
    ) = 2147483647,
    NULL,
    LEAST(
      LEAST(
        COALESCE(
          IF(
            (
              `t29`.`left_0` % 2
            ) = 0,
            CAST((
              SHIFTRIGHT((
                SHIFTRIGHT(`t29`.`left_0`, 1)
              ), 20)
            ) - 1000000 AS INT),
            NULL
          ),
          2147483647
        ),
        COALESCE(
          IF(
            (
              `t29`.`left_1` % 2
            ) = 0,
            CAST((
              SHIFTRIGHT((
                SHIFTRIGHT(`t29`.`left_1`, 1)
              ), 20)
            ) - 1000000 AS INT),
            NULL
          ),
          2147483647
        )
      ),
      COALESCE(
        IF(
          (
            `t29`.`left_2` % 2
          ) = 0,
          CAST((
            SHIFTRIGHT((
              SHIFTRIGHT(`t29`.`left_2`, 1)
            ), 20)
          ) - 1000000 AS INT),
          NULL
        ),
        2147483647
      )
    )
  ) AS `left_on`
FROM (
  SELECT
    `t12`.`case`,
    `t22`.`requested`,
    `t22`.`brought`,
    `t22`.`assessed`,
    `t22`.`refused`,
    `t22`.`withdrawn`,
    `t22`.`issued`,
    `t22`.`not_issued`,
    `t22`.`plan`,
    `t22`.`left_0`,
    `t22`.`left_1`,
    `t22`.`left_2`,
    `t13`.`youth`,
    `t13`.`asked_by`,
    `t13`.`week_20`,
    `t13`.`request_mediation`,
    `t13`.`request_tribunal`,
    `t13`.`assessment_mediation`,
    `t13`.`assessment_tribunal`,
    `t13`.`other_mediation`,
    `t13`.`other_tribunal`,
    `t14`.`review_meeting_on`,
    `t14`.`review_decided_on`,
    `t14`.`review_outcome`,
    `t27`.`final_due_on`,
    `t27`.`final_state`,
    `t28`.`decision_due_on`,
    `t28`.`decision_state`
  FROM (
    SELECT
      *
    FROM `cases` AS `t0`
  ) AS `t12`
  LEFT OUTER JOIN (
    SELECT
      `t18`.`case` AS `key_case`,
      `t18`.`requested`,
      `t18`.`brought`,
      `t18`.`assessed`,
      `t18`.`refused`,
      `t18`.`withdrawn`,
      `t18`.`issued`,
      `t18`.`not_issued`,
      `t18`.`plan`,
      `t18`.`left_0`,
      `t18`.`left_1`,
      `t18`.`left_2`
    FROM (
      SELECT
        `t3`.`case`,
        MIN(IF(`t3`.`mark` IN (0), `t3`.`told`, NULL)) AS `requested`,
        MIN(IF(`t3`.`mark` IN (16), `t3`.`told`, NULL)) AS `brought`,
        MIN(IF(`t3`.`mark` IN (1), `t3`.`told`, NULL)) AS `assessed`,
        MIN(IF(`t3`.`mark` IN (2), `t3`.`told`, NULL)) AS `refused`,
        MIN(IF(`t3`.`mark` IN (3), `t3`.`told`, NULL)) AS `withdrawn`,
        MIN(IF(`t3`.`mark` IN (4), `t3`.`told`, NULL)) AS `issued`,
        MIN(IF(`t3`.`mark` IN (5), `t3`.`told`, NULL)) AS `not_issued`,
        MIN(IF(`t3`.`mark` IN (6), `t3`.`told`, NULL)) AS `plan`,
        MIN(IF(`t3`.`mark` IN (7), `t3`.`told`, NULL)) AS `left_0`,
        MIN(IF(`t3`.`mark` IN (8), `t3`.`told`, NULL)) AS `left_1`,
        MIN(IF(`t3`.`mark` IN (9), `t3`.`told`, NULL)) AS `left_2`
      FROM `counted_facts` AS `t3`
      GROUP BY
        1
    ) AS `t18`
  ) AS `t22`
    ON `t12`.`case` = `t22`.`key_case`
  LEFT OUTER JOIN (
    SELECT
      `t1`.`case` AS `key_case`,
      `t1`.`youth`,
      `t1`.`asked_by`,
      `t1`.`week_20`,
      `t1`.`request_mediation`,
      `t1`.`request_tribunal`,
      `t1`.`assessment_mediation`,
      `t1`.`assessment_tribunal`,
      `t1`.`other_mediation`,
      `t1`.`other_tribunal`
    FROM `case_flags` AS `t1`
  ) AS `t13`
    ON `t12`.`case` = `t13`.`key_case`
  LEFT OUTER JOIN (
    SELECT
      `t2`.`case` AS `key_case`,
      `t2`.`review_meeting_on`,
      `t2`.`review_decided_on`,
      `t2`.`review_outcome`
    FROM `case_reviews` AS `t2`
  ) AS `t14`
    ON `t12`.`case` = `t14`.`key_case`
  LEFT OUTER JOIN (
    SELECT
      `t23`.`case` AS `key_case`,
      `t23`.`due` AS `final_due_on`,
      `t23`.`said` AS `final_state`
    FROM (
      SELECT
        `t7`.`case`,
        `t7`.`duty`,
        `t7`.`thread_of`,
        `t7`.`state`,
        `t7`.`due`,
        `t17`.`said`
      FROM `clocks` AS `t7`
      INNER JOIN (
        SELECT
          `t5`.`duty`
        FROM `duty_names` AS `t5`
        WHERE
          `t5`.`name` = 'ehcp-final'
      ) AS `t19`
        ON `t7`.`duty` = `t19`.`duty`
      LEFT OUTER JOIN (
        SELECT
          `t6`.`state` AS `key_state`,
          `t6`.`name` AS `said`
        FROM `state_names` AS `t6`
      ) AS `t17`
        ON `t7`.`state` = `t17`.`key_state`
    ) AS `t23`
  ) AS `t27`
    ON `t12`.`case` = `t27`.`key_case`
  LEFT OUTER JOIN (
    SELECT
      `t24`.`case` AS `key_case`,
      `t24`.`due` AS `decision_due_on`,
      `t24`.`said` AS `decision_state`
    FROM (
      SELECT
        `t7`.`case`,
        `t7`.`duty`,
        `t7`.`thread_of`,
        `t7`.`state`,
        `t7`.`due`,
        `t17`.`said`
      FROM `clocks` AS `t7`
      INNER JOIN (
        SELECT
          `t5`.`duty`
        FROM `duty_names` AS `t5`
        WHERE
          `t5`.`name` = 'ehcna-decision'
      ) AS `t20`
        ON `t7`.`duty` = `t20`.`duty`
      LEFT OUTER JOIN (
        SELECT
          `t6`.`state` AS `key_state`,
          `t6`.`name` AS `said`
        FROM `state_names` AS `t6`
      ) AS `t17`
        ON `t7`.`state` = `t17`.`key_state`
    ) AS `t24`
  ) AS `t28`
    ON `t12`.`case` = `t28`.`key_case`
) AS `t29`
