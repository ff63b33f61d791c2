SELECT
  "t29"."case",
  "t29"."review_meeting_on",
  "t29"."review_decided_on",
  "t29"."review_outcome",
  "t29"."final_due_on",
  "t29"."decision_due_on",
  "t29"."final_state",
  CASE
    WHEN (
      "t29"."assessed" IS NOT NULL
    )
    AND (
      (
        "t29"."refused" IS NULL
      )
      OR COALESCE("t29"."assessed" < "t29"."refused", TRUE)
    )
    AND (
      (
        CASE
          WHEN (
            "t29"."assessed" IS NOT NULL
          )
          AND (
            (
              "t29"."refused" IS NULL
            )
            OR COALESCE("t29"."assessed" < "t29"."refused", TRUE)
          )
          THEN "t29"."assessed"
          ELSE "t29"."refused"
        END % 2
      ) = 1
    )
    THEN 'history'
    WHEN (
      "t29"."assessed" IS NOT NULL
    )
    AND (
      (
        "t29"."refused" IS NULL
      )
      OR COALESCE("t29"."assessed" < "t29"."refused", TRUE)
    )
    THEN 'decided-to-assess'
    WHEN "t29"."refused" IS NOT NULL
    THEN 'decided-not-to-assess'
    WHEN "t29"."withdrawn" IS NOT NULL
    THEN 'withdrawn'
    ELSE 'open'
  END AS "outcome",
  CASE
    WHEN (
      "t29"."requested" % 2
    ) = 0
    THEN CAST((
      (
        "t29"."requested" >> 1
      ) >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "requested_on",
  CASE
    WHEN (
      CASE
        WHEN (
          "t29"."brought" IS NOT NULL
        )
        AND (
          (
            "t29"."requested" IS NULL
          )
          OR COALESCE("t29"."brought" < "t29"."requested", TRUE)
        )
        THEN "t29"."brought"
        ELSE "t29"."requested"
      END % 2
    ) = 0
    THEN CAST((
      (
        CASE
          WHEN (
            "t29"."brought" IS NOT NULL
          )
          AND (
            (
              "t29"."requested" IS NULL
            )
            OR COALESCE("t29"."brought" < "t29"."requested", TRUE)
          )
          THEN "t29"."brought"
          ELSE "t29"."requested"
        END >> 1
      ) >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "asked_on",
  "t29"."asked_by",
  CASE
    WHEN (
      "t29"."brought" IS NOT NULL
    )
    AND (
      (
        "t29"."requested" IS NULL
      )
      OR COALESCE("t29"."brought" < "t29"."requested", TRUE)
    )
    THEN 'yes'
    ELSE 'no'
  END AS "brought",
  CASE
    WHEN (
      CASE
        WHEN (
          "t29"."assessed" IS NOT NULL
        )
        AND (
          (
            "t29"."refused" IS NULL
          )
          OR COALESCE("t29"."assessed" < "t29"."refused", TRUE)
        )
        THEN "t29"."assessed"
        ELSE "t29"."refused"
      END % 2
    ) = 0
    THEN CAST((
      (
        CASE
          WHEN (
            "t29"."assessed" IS NOT NULL
          )
          AND (
            (
              "t29"."refused" IS NULL
            )
            OR COALESCE("t29"."assessed" < "t29"."refused", TRUE)
          )
          THEN "t29"."assessed"
          ELSE "t29"."refused"
        END >> 1
      ) >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "decided_on",
  CASE WHEN COALESCE("t29"."youth", FALSE) THEN 'yes' ELSE 'no' END AS "youth_accommodation",
  CASE WHEN COALESCE("t29"."assessment_mediation", FALSE) THEN 'yes' ELSE 'no' END AS "assessment_mediation",
  CASE WHEN COALESCE("t29"."assessment_tribunal", FALSE) THEN 'yes' ELSE 'no' END AS "assessment_tribunal",
  CASE WHEN COALESCE("t29"."other_mediation", FALSE) THEN 'yes' ELSE 'no' END AS "other_mediation",
  CASE WHEN COALESCE("t29"."other_tribunal", FALSE) THEN 'yes' ELSE 'no' END AS "other_tribunal",
  CASE WHEN COALESCE("t29"."request_mediation", FALSE) THEN 'yes' ELSE 'no' END AS "request_mediation",
  CASE WHEN COALESCE("t29"."request_tribunal", FALSE) THEN 'yes' ELSE 'no' END AS "request_tribunal",
  CASE
    WHEN COALESCE("t29"."assessment_mediation", FALSE)
    OR COALESCE("t29"."assessment_tribunal", FALSE)
    OR COALESCE("t29"."other_mediation", FALSE)
    OR COALESCE("t29"."other_tribunal", FALSE)
    OR COALESCE("t29"."request_mediation", FALSE)
    OR COALESCE("t29"."request_tribunal", FALSE)
    THEN 'yes'
    ELSE 'no'
  END AS "disputed",
  CASE
    WHEN "t29"."week_20" IS NULL
    THEN 'unknown'
    WHEN "t29"."week_20"
    THEN 'yes'
    ELSE 'no'
  END AS "week_20",
  CASE
    WHEN (
      "t29"."issued" % 2
    ) = 0
    THEN CAST((
      (
        "t29"."issued" >> 1
      ) >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "issued_on",
  CASE
    WHEN (
      "t29"."not_issued" % 2
    ) = 0
    THEN CAST((
      (
        "t29"."not_issued" >> 1
      ) >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "not_issued_on",
  CAST(NULL AS INT) AS "undecided_on",
  CASE
    WHEN CASE
      WHEN (
        "t29"."assessed" IS NOT NULL
      )
      AND (
        (
          "t29"."refused" IS NULL
        )
        OR COALESCE("t29"."assessed" < "t29"."refused", TRUE)
      )
      THEN "t29"."assessed"
      ELSE "t29"."refused"
    END IS NOT NULL
    THEN CAST((
      (
        "t29"."withdrawn" >> 1
      ) >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "assessment_withdrawn_by",
  CASE
    WHEN (
      "t29"."plan" % 2
    ) = 0
    THEN CAST((
      (
        "t29"."plan" >> 1
      ) >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "plan_on",
  CASE
    WHEN LEAST(
      LEAST(
        COALESCE(
          CASE
            WHEN (
              "t29"."left_0" % 2
            ) = 0
            THEN CAST((
              (
                "t29"."left_0" >> 1
              ) >> 20
            ) - 1000000 AS INT)
            ELSE NULL
          END,
          2147483647
        ),
        COALESCE(
          CASE
            WHEN (
              "t29"."left_1" % 2
            ) = 0
            THEN CAST((
              (
                "t29"."left_1" >> 1
              ) >> 20
            ) - 1000000 AS INT)
            ELSE NULL
          END,
          2147483647
        )
      ),
      COALESCE(
        CASE
          WHEN (
            "t29"."left_2" % 2
          ) = 0
          THEN CAST((
            (
              "t29"."left_2" >> 1
            ) >> 20
          ) - 1000000 AS INT)
          ELSE NULL
        END,
        2147483647
      )
    ) = 2147483647
    THEN NULL
    ELSE LEAST(
      LEAST(
        COALESCE(
          CASE
            WHEN (
              "t29"."left_0" % 2
            ) = 0
            THEN CAST((
              (
                "t29"."left_0" >> 1
              ) >> 20
            ) - 1000000 AS INT)
            ELSE NULL
          END,
          2147483647
        ),
        COALESCE(
          CASE
            WHEN (
              "t29"."left_1" % 2
            ) = 0
            THEN CAST((
              (
                "t29"."left_1" >> 1
              ) >> 20
            ) - 1000000 AS INT)
            ELSE NULL
          END,
          2147483647
        )
      ),
      COALESCE(
        CASE
          WHEN (
            "t29"."left_2" % 2
          ) = 0
          THEN CAST((
            (
              "t29"."left_2" >> 1
            ) >> 20
          ) - 1000000 AS INT)
          ELSE NULL
        END,
        2147483647
      )
    )
  END AS "left_on"
FROM (
  SELECT
    "t12"."case",
    "t22"."requested",
    "t22"."brought",
    "t22"."assessed",
    "t22"."refused",
    "t22"."withdrawn",
    "t22"."issued",
    "t22"."not_issued",
    "t22"."plan",
    "t22"."left_0",
    "t22"."left_1",
    "t22"."left_2",
    "t13"."youth",
    "t13"."asked_by",
    "t13"."week_20",
    "t13"."request_mediation",
    "t13"."request_tribunal",
    "t13"."assessment_mediation",
    "t13"."assessment_tribunal",
    "t13"."other_mediation",
    "t13"."other_tribunal",
    "t14"."review_meeting_on",
    "t14"."review_decided_on",
    "t14"."review_outcome",
    "t27"."final_due_on",
    "t27"."final_state",
    "t28"."decision_due_on",
    "t28"."decision_state"
  FROM (
    SELECT
      *
    FROM "cases" AS "t0"
  ) AS "t12"
  LEFT OUTER JOIN (
    SELECT
      "t18"."case" AS "key_case",
      "t18"."requested",
      "t18"."brought",
      "t18"."assessed",
      "t18"."refused",
      "t18"."withdrawn",
      "t18"."issued",
      "t18"."not_issued",
      "t18"."plan",
      "t18"."left_0",
      "t18"."left_1",
      "t18"."left_2"
    FROM (
      SELECT
        "t3"."case",
        MIN("t3"."told") FILTER(WHERE
          "t3"."mark" IN (0)) AS "requested",
        MIN("t3"."told") FILTER(WHERE
          "t3"."mark" IN (16)) AS "brought",
        MIN("t3"."told") FILTER(WHERE
          "t3"."mark" IN (1)) AS "assessed",
        MIN("t3"."told") FILTER(WHERE
          "t3"."mark" IN (2)) AS "refused",
        MIN("t3"."told") FILTER(WHERE
          "t3"."mark" IN (3)) AS "withdrawn",
        MIN("t3"."told") FILTER(WHERE
          "t3"."mark" IN (4)) AS "issued",
        MIN("t3"."told") FILTER(WHERE
          "t3"."mark" IN (5)) AS "not_issued",
        MIN("t3"."told") FILTER(WHERE
          "t3"."mark" IN (6)) AS "plan",
        MIN("t3"."told") FILTER(WHERE
          "t3"."mark" IN (7)) AS "left_0",
        MIN("t3"."told") FILTER(WHERE
          "t3"."mark" IN (8)) AS "left_1",
        MIN("t3"."told") FILTER(WHERE
          "t3"."mark" IN (9)) AS "left_2"
      FROM "counted_facts" AS "t3"
      GROUP BY
        1
    ) AS "t18"
  ) AS "t22"
    ON "t12"."case" = "t22"."key_case"
  LEFT OUTER JOIN (
    SELECT
      "t1"."case" AS "key_case",
      "t1"."youth",
      "t1"."asked_by",
      "t1"."week_20",
      "t1"."request_mediation",
      "t1"."request_tribunal",
      "t1"."assessment_mediation",
      "t1"."assessment_tribunal",
      "t1"."other_mediation",
      "t1"."other_tribunal"
    FROM "case_flags" AS "t1"
  ) AS "t13"
    ON "t12"."case" = "t13"."key_case"
  LEFT OUTER JOIN (
    SELECT
      "t2"."case" AS "key_case",
      "t2"."review_meeting_on",
      "t2"."review_decided_on",
      "t2"."review_outcome"
    FROM "case_reviews" AS "t2"
  ) AS "t14"
    ON "t12"."case" = "t14"."key_case"
  LEFT OUTER JOIN (
    SELECT
      "t23"."case" AS "key_case",
      "t23"."due" AS "final_due_on",
      "t23"."said" AS "final_state"
    FROM (
      SELECT
        "t7"."case",
        "t7"."duty",
        "t7"."thread_of",
        "t7"."state",
        "t7"."due",
        "t17"."said"
      FROM "clocks" AS "t7"
      INNER JOIN (
        SELECT
          "t5"."duty"
        FROM "duty_names" AS "t5"
        WHERE
          "t5"."name" = 'ehcp-final'
      ) AS "t19"
        ON "t7"."duty" = "t19"."duty"
      LEFT OUTER JOIN (
        SELECT
          "t6"."state" AS "key_state",
          "t6"."name" AS "said"
        FROM "state_names" AS "t6"
      ) AS "t17"
        ON "t7"."state" = "t17"."key_state"
    ) AS "t23"
  ) AS "t27"
    ON "t12"."case" = "t27"."key_case"
  LEFT OUTER JOIN (
    SELECT
      "t24"."case" AS "key_case",
      "t24"."due" AS "decision_due_on",
      "t24"."said" AS "decision_state"
    FROM (
      SELECT
        "t7"."case",
        "t7"."duty",
        "t7"."thread_of",
        "t7"."state",
        "t7"."due",
        "t17"."said"
      FROM "clocks" AS "t7"
      INNER JOIN (
        SELECT
          "t5"."duty"
        FROM "duty_names" AS "t5"
        WHERE
          "t5"."name" = 'ehcna-decision'
      ) AS "t20"
        ON "t7"."duty" = "t20"."duty"
      LEFT OUTER JOIN (
        SELECT
          "t6"."state" AS "key_state",
          "t6"."name" AS "said"
        FROM "state_names" AS "t6"
      ) AS "t17"
        ON "t7"."state" = "t17"."key_state"
    ) AS "t24"
  ) AS "t28"
    ON "t12"."case" = "t28"."key_case"
) AS "t29"
