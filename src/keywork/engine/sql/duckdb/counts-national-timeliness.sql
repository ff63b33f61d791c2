SELECT
  CAST("t21"."case" >> 22 AS INT) AS "copy",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."requested_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."requested_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE(
          "t21"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "requests_received_in_year",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."requested_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."requested_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE(
          "t21"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
          FALSE
        )
        AND COALESCE("t21"."outcome" IN ('decided-to-assess'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "requests_decided_to_assess",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."requested_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."requested_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE(
          "t21"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
          FALSE
        )
        AND COALESCE("t21"."outcome" IN ('decided-not-to-assess'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "requests_decided_not_to_assess",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."requested_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."requested_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE(
          "t21"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
          FALSE
        )
        AND COALESCE("t21"."outcome" IN ('open'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "requests_decision_not_made",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."requested_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."requested_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE(
          "t21"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
          FALSE
        )
        AND COALESCE("t21"."outcome" IN ('withdrawn'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "requests_withdrawn",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."requested_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."requested_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE(
          "t21"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
          FALSE
        )
        AND COALESCE("t21"."youth_accommodation" IN ('yes'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "requests_rya",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."requested_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."requested_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE(
          "t21"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
          FALSE
        )
        AND COALESCE("t21"."request_mediation" IN ('yes'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "mediation_related_request",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."requested_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."requested_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE(
          "t21"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
          FALSE
        )
        AND COALESCE("t21"."request_tribunal" IN ('yes'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "tribunal_related_request",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."requested_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."requested_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE(
          "t21"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
          FALSE
        )
        AND COALESCE("t21"."request_mediation" IN ('yes'), FALSE)
        AND COALESCE("t21"."request_tribunal" IN ('yes'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "tribunal_after_mediation_request",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."outcome" IN ('decided-to-assess', 'decided-not-to-assess'), FALSE)
        AND COALESCE(
          (
            "t21"."decided_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."decided_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE(
          (
            (
              "t21"."decided_on" - "t21"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t21"."decided_on" - "t21"."requested_on"
            ) <= 42
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "request_outcome_six_weeks",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."outcome" IN ('decided-to-assess', 'decided-not-to-assess'), FALSE)
        AND COALESCE(
          (
            "t21"."decided_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."decided_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE(
          (
            (
              "t21"."decided_on" - "t21"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t21"."decided_on" - "t21"."requested_on"
            ) > 42
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "request_outcome_over_6_weeks",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."issued_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."issued_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        OR COALESCE(
          (
            "t21"."not_issued_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."not_issued_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        OR COALESCE("t21"."assessment_withdrawn_by" >= "t21"."new_year_after_1", FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "assess_in_year",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."issued_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."issued_on" < "t21"."new_year_after_1"
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "assess_issued",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."not_issued_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."not_issued_on" < "t21"."new_year_after_1"
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "assess_not_issued",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."assessment_withdrawn_by" >= "t21"."new_year_after_1", FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "assess_withdrawn",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."undecided_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."undecided_on" < "t21"."new_year_after_1"
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "assess_not_made",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."not_issued_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."not_issued_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE(
          (
            (
              "t21"."not_issued_on" - "t21"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t21"."not_issued_on" - "t21"."requested_on"
            ) <= 112
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "outcome_decision_within_time",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."not_issued_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."not_issued_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE(
          (
            (
              "t21"."not_issued_on" - "t21"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t21"."not_issued_on" - "t21"."requested_on"
            ) > 112
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "outcome_decision_over_time",
  COALESCE(
    SUM(
      CAST(COALESCE(
        (
          COALESCE(
            (
              "t21"."issued_on" >= "t21"."new_year_after_0"
            )
            AND (
              "t21"."issued_on" < "t21"."new_year_after_1"
            ),
            FALSE
          )
          OR COALESCE(
            (
              "t21"."not_issued_on" >= "t21"."new_year_after_0"
            )
            AND (
              "t21"."not_issued_on" < "t21"."new_year_after_1"
            ),
            FALSE
          )
        )
        AND COALESCE("t21"."assessment_mediation" IN ('yes'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "number_assess_mediation",
  COALESCE(
    SUM(
      CAST(COALESCE(
        (
          COALESCE(
            (
              "t21"."issued_on" >= "t21"."new_year_after_0"
            )
            AND (
              "t21"."issued_on" < "t21"."new_year_after_1"
            ),
            FALSE
          )
          OR COALESCE(
            (
              "t21"."not_issued_on" >= "t21"."new_year_after_0"
            )
            AND (
              "t21"."not_issued_on" < "t21"."new_year_after_1"
            ),
            FALSE
          )
        )
        AND COALESCE("t21"."assessment_tribunal" IN ('yes'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "number_assess_tribunal",
  COALESCE(
    SUM(
      CAST(COALESCE(
        (
          COALESCE(
            (
              "t21"."issued_on" >= "t21"."new_year_after_0"
            )
            AND (
              "t21"."issued_on" < "t21"."new_year_after_1"
            ),
            FALSE
          )
          OR COALESCE(
            (
              "t21"."not_issued_on" >= "t21"."new_year_after_0"
            )
            AND (
              "t21"."not_issued_on" < "t21"."new_year_after_1"
            ),
            FALSE
          )
        )
        AND COALESCE("t21"."assessment_mediation" IN ('yes'), FALSE)
        AND COALESCE("t21"."assessment_tribunal" IN ('yes'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "number_asssess_mediation_tribunal",
  COALESCE(
    SUM(
      CAST(COALESCE(
        (
          COALESCE(
            (
              "t21"."issued_on" >= "t21"."new_year_after_0"
            )
            AND (
              "t21"."issued_on" < "t21"."new_year_after_1"
            ),
            FALSE
          )
          OR COALESCE(
            (
              "t21"."not_issued_on" >= "t21"."new_year_after_0"
            )
            AND (
              "t21"."not_issued_on" < "t21"."new_year_after_1"
            ),
            FALSE
          )
        )
        AND COALESCE("t21"."other_mediation" IN ('yes'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "number_other_mediation",
  COALESCE(
    SUM(
      CAST(COALESCE(
        (
          COALESCE(
            (
              "t21"."issued_on" >= "t21"."new_year_after_0"
            )
            AND (
              "t21"."issued_on" < "t21"."new_year_after_1"
            ),
            FALSE
          )
          OR COALESCE(
            (
              "t21"."not_issued_on" >= "t21"."new_year_after_0"
            )
            AND (
              "t21"."not_issued_on" < "t21"."new_year_after_1"
            ),
            FALSE
          )
        )
        AND COALESCE("t21"."other_tribunal" IN ('yes'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "number_other_tribunal",
  COALESCE(
    SUM(
      CAST(COALESCE(
        (
          COALESCE(
            (
              "t21"."issued_on" >= "t21"."new_year_after_0"
            )
            AND (
              "t21"."issued_on" < "t21"."new_year_after_1"
            ),
            FALSE
          )
          OR COALESCE(
            (
              "t21"."not_issued_on" >= "t21"."new_year_after_0"
            )
            AND (
              "t21"."not_issued_on" < "t21"."new_year_after_1"
            ),
            FALSE
          )
        )
        AND COALESCE("t21"."other_mediation" IN ('yes'), FALSE)
        AND COALESCE("t21"."other_tribunal" IN ('yes'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "number_other_mediation_tribunal",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."issued_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."issued_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE("t21"."disputed" IN ('no'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "plans_issued_den",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."issued_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."issued_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE("t21"."disputed" IN ('no'), FALSE)
        AND COALESCE(
          (
            (
              "t21"."plan_on" - "t21"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t21"."plan_on" - "t21"."requested_on"
            ) <= 140
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "plans_issued_within_20_weeks",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."issued_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."issued_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE("t21"."disputed" IN ('no'), FALSE)
        AND COALESCE(
          (
            (
              "t21"."plan_on" - "t21"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t21"."plan_on" - "t21"."requested_on"
            ) <= 364
          )
          AND (
            (
              "t21"."plan_on" - "t21"."requested_on"
            ) > 140
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "plans_issued_gt20weeks_ltYear",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."issued_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."issued_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE("t21"."disputed" IN ('no'), FALSE)
        AND COALESCE(
          (
            (
              "t21"."plan_on" - "t21"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t21"."plan_on" - "t21"."requested_on"
            ) > 364
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "plans_issued_gt_1_year",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."issued_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."issued_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE("t21"."disputed" IN ('no'), FALSE)
        AND COALESCE("t21"."week_20" IN ('no', 'unknown'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "plans_issued_den_ex",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."issued_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."issued_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE("t21"."disputed" IN ('no'), FALSE)
        AND COALESCE("t21"."week_20" IN ('no', 'unknown'), FALSE)
        AND COALESCE(
          (
            (
              "t21"."plan_on" - "t21"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t21"."plan_on" - "t21"."requested_on"
            ) <= 140
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "plans_issued_20_weeks_ex",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."issued_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."issued_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE("t21"."disputed" IN ('no'), FALSE)
        AND COALESCE("t21"."week_20" IN ('no', 'unknown'), FALSE)
        AND COALESCE(
          (
            (
              "t21"."plan_on" - "t21"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t21"."plan_on" - "t21"."requested_on"
            ) <= 364
          )
          AND (
            (
              "t21"."plan_on" - "t21"."requested_on"
            ) > 140
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "plans_issued_gt20weeks_ltYear_ex",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."issued_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."issued_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE("t21"."disputed" IN ('no'), FALSE)
        AND COALESCE("t21"."week_20" IN ('no', 'unknown'), FALSE)
        AND COALESCE(
          (
            (
              "t21"."plan_on" - "t21"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t21"."plan_on" - "t21"."requested_on"
            ) > 364
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "plans_issued_gt_1_year_ex",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "total_ehc_plans",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE)
        AND COALESCE("t21"."plan_on" < "t21"."new_year_after_0", FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "review_expected",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE)
        AND NOT (
          COALESCE("t21"."plan_on" < "t21"."new_year_after_0", FALSE)
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "review_not_expected",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE)
        AND COALESCE("t21"."plan_on" < "t21"."new_year_after_0", FALSE)
        AND COALESCE("t21"."review_meeting_on" IS NOT NULL, FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "total_review_meeting",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE)
        AND COALESCE("t21"."plan_on" < "t21"."new_year_after_0", FALSE)
        AND COALESCE("t21"."review_meeting_on" IS NOT NULL, FALSE)
        AND COALESCE(
          (
            "t21"."review_meeting_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."review_meeting_on" < "t21"."new_year_after_1"
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "review_meeting_{yy}",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE)
        AND COALESCE("t21"."plan_on" < "t21"."new_year_after_0", FALSE)
        AND COALESCE("t21"."review_meeting_on" IS NOT NULL, FALSE)
        AND COALESCE(
          (
            "t21"."review_meeting_on" >= "t21"."new_year_after_1"
          )
          AND (
            "t21"."review_meeting_on" < "t21"."new_year_after_2"
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "review_meeting_{next_yy}",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE)
        AND COALESCE("t21"."plan_on" < "t21"."new_year_after_0", FALSE)
        AND COALESCE("t21"."review_meeting_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."review_meeting_on" < "t21"."new_year_after_0", FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "review_meeting_prior_{yy}",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE)
        AND COALESCE("t21"."plan_on" < "t21"."new_year_after_0", FALSE)
        AND COALESCE("t21"."review_meeting_on" IS NULL, FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "no_review_meeting",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE)
        AND COALESCE("t21"."plan_on" < "t21"."new_year_after_0", FALSE)
        AND COALESCE(
          (
            "t21"."review_decided_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."review_decided_on" < "t21"."new_year_after_1"
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "review_decision{yy}",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE)
        AND COALESCE("t21"."plan_on" < "t21"."new_year_after_0", FALSE)
        AND COALESCE(
          (
            "t21"."review_decided_on" >= "t21"."new_year_after_1"
          )
          AND (
            "t21"."review_decided_on" < "t21"."new_year_after_2"
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "review_decision{next_yy}",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE)
        AND COALESCE("t21"."plan_on" < "t21"."new_year_after_0", FALSE)
        AND COALESCE("t21"."review_decided_on" < "t21"."new_year_after_0", FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "review_decision_prior{yy}",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE)
        AND COALESCE("t21"."plan_on" < "t21"."new_year_after_0", FALSE)
        AND COALESCE("t21"."review_meeting_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."review_decided_on" IS NULL, FALSE)
        AND COALESCE("t21"."review_meeting_on" >= (
          "t21"."as_of" - 28
        ), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "review_decision_not_due",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE)
        AND COALESCE("t21"."plan_on" < "t21"."new_year_after_0", FALSE)
        AND COALESCE("t21"."review_meeting_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."review_decided_on" IS NULL, FALSE)
        AND NOT (
          COALESCE("t21"."review_meeting_on" >= (
            "t21"."as_of" - 28
          ), FALSE)
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "review_decision_outstanding",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE)
        AND COALESCE("t21"."plan_on" < "t21"."new_year_after_0", FALSE)
        AND COALESCE(
          (
            (
              "t21"."review_decided_on" - "t21"."review_meeting_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t21"."review_decided_on" - "t21"."review_meeting_on"
            ) <= 28
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "number_decsion_4weeks",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE)
        AND COALESCE("t21"."plan_on" < "t21"."new_year_after_0", FALSE)
        AND COALESCE(
          (
            (
              "t21"."review_decided_on" - "t21"."review_meeting_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t21"."review_decided_on" - "t21"."review_meeting_on"
            ) > 28
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "number_decision_gt_4weeks",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE)
        AND COALESCE("t21"."plan_on" < "t21"."new_year_after_0", FALSE)
        AND COALESCE("t21"."review_outcome" IN ('amend'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "outcome_amend",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE)
        AND COALESCE("t21"."plan_on" < "t21"."new_year_after_0", FALSE)
        AND COALESCE("t21"."review_outcome" IN ('cease'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "outcome_cease",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t21"."left_on" IS NULL, FALSE)
        AND COALESCE("t21"."plan_on" < "t21"."new_year_after_0", FALSE)
        AND COALESCE("t21"."review_outcome" IN ('maintain'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "outcome_maintan",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."issued_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."issued_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE("t21"."final_due_on" IS NOT NULL, FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "law_final_sent",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t21"."issued_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."issued_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE("t21"."issued_on" <= "t21"."final_due_on", FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "law_final_in_time",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."outcome" IN ('decided-to-assess', 'decided-not-to-assess'), FALSE)
        AND COALESCE(
          (
            "t21"."decided_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."decided_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE("t21"."decision_due_on" IS NOT NULL, FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "law_decision_made",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."outcome" IN ('decided-to-assess', 'decided-not-to-assess'), FALSE)
        AND COALESCE(
          (
            "t21"."decided_on" >= "t21"."new_year_after_0"
          )
          AND (
            "t21"."decided_on" < "t21"."new_year_after_1"
          ),
          FALSE
        )
        AND COALESCE("t21"."decided_on" <= "t21"."decision_due_on", FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "law_decision_in_time",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t21"."final_state" IN ('running', 'overdue', 'limit-disapplied'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "open_assessments",
  COALESCE(
    SUM(
      CAST(COALESCE(COALESCE("t21"."final_state" IN ('overdue', 'limit-disapplied'), FALSE), FALSE) AS BIGINT)
    ),
    0
  ) AS "open_past_20_weeks"
FROM (
  SELECT
    "t3"."case",
    "t3"."review_meeting_on",
    "t3"."review_decided_on",
    "t3"."review_outcome",
    "t3"."final_due_on",
    "t3"."decision_due_on",
    "t3"."final_state",
    "t3"."outcome",
    "t3"."requested_on",
    "t3"."asked_on",
    "t3"."asked_by",
    "t3"."brought",
    "t3"."decided_on",
    "t3"."youth_accommodation",
    "t3"."assessment_mediation",
    "t3"."assessment_tribunal",
    "t3"."other_mediation",
    "t3"."other_tribunal",
    "t3"."request_mediation",
    "t3"."request_tribunal",
    "t3"."disputed",
    "t3"."week_20",
    "t3"."issued_on",
    "t3"."not_issued_on",
    "t3"."undecided_on",
    "t3"."assessment_withdrawn_by",
    "t3"."plan_on",
    "t3"."left_on",
    "t20"."as_of",
    "t20"."new_year_after_0",
    "t20"."new_year_after_1",
    "t20"."new_year_after_2"
  FROM "case_facts" AS "t3"
  CROSS JOIN (
    SELECT
      "t18"."as_of",
      "t18"."new_year_after_0",
      "t18"."new_year_after_1",
      "t18"."new_year_after_2"
    FROM (
      SELECT
        "t17"."as_of",
        "t17"."year",
        "t17"."month_of_new_year_after_0",
        "t17"."new_year_after_0",
        "t17"."month_of_new_year_after_1",
        "t17"."new_year_after_1",
        "t17"."month_of_new_year_after_2",
        "t7"."new_year_after_2"
      FROM (
        SELECT
          "t15"."as_of",
          "t15"."year",
          "t15"."month_of_new_year_after_0",
          "t15"."new_year_after_0",
          "t15"."month_of_new_year_after_1",
          "t15"."new_year_after_1",
          (
            "t15"."year" + 2
          ) * 12 AS "month_of_new_year_after_2"
        FROM (
          SELECT
            "t14"."as_of",
            "t14"."year",
            "t14"."month_of_new_year_after_0",
            "t14"."new_year_after_0",
            "t14"."month_of_new_year_after_1",
            "t8"."new_year_after_1"
          FROM (
            SELECT
              "t12"."as_of",
              "t12"."year",
              "t12"."month_of_new_year_after_0",
              "t12"."new_year_after_0",
              (
                "t12"."year" + 1
              ) * 12 AS "month_of_new_year_after_1"
            FROM (
              SELECT
                "t11"."as_of",
                "t11"."year",
                "t11"."month_of_new_year_after_0",
                "t9"."new_year_after_0"
              FROM (
                SELECT
                  "t2"."as_of",
                  "t2"."year",
                  (
                    "t2"."year" + 0
                  ) * 12 AS "month_of_new_year_after_0"
                FROM "question" AS "t2"
              ) AS "t11"
              LEFT OUTER JOIN (
                SELECT
                  "t1"."month" AS "key_month",
                  "t1"."first" AS "new_year_after_0"
                FROM "months" AS "t1"
              ) AS "t9"
                ON "t11"."month_of_new_year_after_0" = "t9"."key_month"
            ) AS "t12"
          ) AS "t14"
          LEFT OUTER JOIN (
            SELECT
              "t1"."month" AS "key_month",
              "t1"."first" AS "new_year_after_1"
            FROM "months" AS "t1"
          ) AS "t8"
            ON "t14"."month_of_new_year_after_1" = "t8"."key_month"
        ) AS "t15"
      ) AS "t17"
      LEFT OUTER JOIN (
        SELECT
          "t1"."month" AS "key_month",
          "t1"."first" AS "new_year_after_2"
        FROM "months" AS "t1"
      ) AS "t7"
        ON "t17"."month_of_new_year_after_2" = "t7"."key_month"
    ) AS "t18"
  ) AS "t20"
) AS "t21"
GROUP BY
  1
