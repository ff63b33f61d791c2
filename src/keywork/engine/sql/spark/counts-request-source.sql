SELECT
  CAST(SHIFTRIGHT(`t17`.`case`, 22) AS INT) AS `copy`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `asked_all`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`asked_by` IN ('parent'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `asked_parent`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`asked_by` IN ('young-person'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `asked_young_person`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`asked_by` IN ('school'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `asked_school`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`asked_by` IN ('college'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `asked_college`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`asked_by` IN ('early-years'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `asked_early_years`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`asked_by` IN ('health', 'social-care', 'other'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `asked_professional`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND NOT (
          COALESCE(
            `t17`.`asked_by` IN (
              'parent',
              'young-person',
              'school',
              'college',
              'early-years',
              'health',
              'social-care',
              'other'
            ),
            FALSE
          )
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `asked_not_recorded`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`brought` IN ('yes'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `asked_brought`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess', 'decided-not-to-assess'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `decided_all`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess', 'decided-not-to-assess'), FALSE)
        AND COALESCE(`t17`.`asked_by` IN ('parent'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `decided_parent`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess', 'decided-not-to-assess'), FALSE)
        AND COALESCE(`t17`.`asked_by` IN ('young-person'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `decided_young_person`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess', 'decided-not-to-assess'), FALSE)
        AND COALESCE(`t17`.`asked_by` IN ('school'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `decided_school`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess', 'decided-not-to-assess'), FALSE)
        AND COALESCE(`t17`.`asked_by` IN ('college'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `decided_college`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess', 'decided-not-to-assess'), FALSE)
        AND COALESCE(`t17`.`asked_by` IN ('early-years'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `decided_early_years`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess', 'decided-not-to-assess'), FALSE)
        AND COALESCE(`t17`.`asked_by` IN ('health', 'social-care', 'other'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `decided_professional`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess', 'decided-not-to-assess'), FALSE)
        AND NOT (
          COALESCE(
            `t17`.`asked_by` IN (
              'parent',
              'young-person',
              'school',
              'college',
              'early-years',
              'health',
              'social-care',
              'other'
            ),
            FALSE
          )
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `decided_not_recorded`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess', 'decided-not-to-assess'), FALSE)
        AND COALESCE(`t17`.`brought` IN ('yes'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `decided_brought`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `assessed_all`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess'), FALSE)
        AND COALESCE(`t17`.`asked_by` IN ('parent'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `assessed_parent`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess'), FALSE)
        AND COALESCE(`t17`.`asked_by` IN ('young-person'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `assessed_young_person`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess'), FALSE)
        AND COALESCE(`t17`.`asked_by` IN ('school'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `assessed_school`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess'), FALSE)
        AND COALESCE(`t17`.`asked_by` IN ('college'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `assessed_college`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess'), FALSE)
        AND COALESCE(`t17`.`asked_by` IN ('early-years'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `assessed_early_years`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess'), FALSE)
        AND COALESCE(`t17`.`asked_by` IN ('health', 'social-care', 'other'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `assessed_professional`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess'), FALSE)
        AND NOT (
          COALESCE(
            `t17`.`asked_by` IN (
              'parent',
              'young-person',
              'school',
              'college',
              'early-years',
              'health',
              'social-care',
              'other'
            ),
            FALSE
          )
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `assessed_not_recorded`,
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            `t17`.`asked_on` >= `t17`.`period_begins`
          )
          AND (
            `t17`.`asked_on` < `t17`.`period_ends`
          ),
          FALSE
        )
        AND COALESCE(`t17`.`outcome` IN ('decided-to-assess'), FALSE)
        AND COALESCE(`t17`.`brought` IN ('yes'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS `assessed_brought`
FROM (
  SELECT
    `t3`.`case`,
    `t3`.`review_meeting_on`,
    `t3`.`review_decided_on`,
    `t3`.`review_outcome`,
    `t3`.`final_due_on`,
    `t3`.`decision_due_on`,
    `t3`.`final_state`,
    `t3`.`outcome`,
    `t3`.`requested_on`,
    `t3`.`asked_on`,
    `t3`.`asked_by`,
    `t3`.`brought`,
    `t3`.`decided_on`,
    `t3`.`youth_accommodation`,
    `t3`.`assessment_mediation`,
    `t3`.`assessment_tribunal`,
    `t3`.`other_mediation`,
    `t3`.`other_tribunal`,
    `t3`.`request_mediation`,
    `t3`.`request_tribunal`,
    `t3`.`disputed`,
    `t3`.`week_20`,
    `t3`.`issued_on`,
    `t3`.`not_issued_on`,
    `t3`.`undecided_on`,
    `t3`.`assessment_withdrawn_by`,
    `t3`.`plan_on`,
    `t3`.`left_on`,
    `t16`.`as_of`,
    `t16`.`period_begins`,
    `t16`.`period_ends`
  FROM `case_facts` AS `t3`
  CROSS JOIN (
    SELECT
      `t7`.`as_of`,
      `t14`.`period_begins`,
      `t14`.`period_ends`
    FROM (
      SELECT
        `t1`.`as_of`
      FROM `question` AS `t1`
    ) AS `t7`
    CROSS JOIN (
      SELECT
        `t12`.`period_begins`,
        `t12`.`period_ends`
      FROM (
        SELECT
          `t11`.`year`,
          `t11`.`first_month`,
          `t11`.`months`,
          `t11`.`begins_month`,
          `t11`.`ends_month`,
          `t8`.`period_begins`,
          `t9`.`period_ends`
        FROM (
          SELECT
            `t1`.`year`,
            `t1`.`first_month`,
            `t1`.`months`,
            (
              `t1`.`year` * 12
            ) + `t1`.`first_month` AS `begins_month`,
            (
              `t1`.`year` * 12
            ) + `t1`.`first_month` + `t1`.`months` AS `ends_month`
          FROM `question` AS `t1`
        ) AS `t11`
        LEFT OUTER JOIN (
          SELECT
            `t2`.`month` AS `key_month`,
            `t2`.`first` AS `period_begins`
          FROM `months` AS `t2`
        ) AS `t8`
          ON `t11`.`begins_month` = `t8`.`key_month`
        LEFT OUTER JOIN (
          SELECT
            `t2`.`month` AS `key_month`,
            `t2`.`first` AS `period_ends`
          FROM `months` AS `t2`
        ) AS `t9`
          ON `t11`.`ends_month` = `t9`.`key_month`
      ) AS `t12`
    ) AS `t14`
  ) AS `t16`
) AS `t17`
GROUP BY
  1
