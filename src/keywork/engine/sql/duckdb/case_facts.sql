SELECT
  "t26"."case",
  "t26"."review_meeting_on",
  "t26"."review_decided_on",
  "t26"."review_outcome",
  "t26"."final_due_on",
  "t26"."decision_due_on",
  "t26"."final_state",
  CASE
    WHEN (
      "t26"."assessed" IS NOT NULL
    )
    AND (
      (
        "t26"."refused" IS NULL
      )
      OR COALESCE("t26"."assessed" < "t26"."refused", TRUE)
    )
    AND (
      (
        CASE
          WHEN (
            "t26"."assessed" IS NOT NULL
          )
          AND (
            (
              "t26"."refused" IS NULL
            )
            OR COALESCE("t26"."assessed" < "t26"."refused", TRUE)
          )
          THEN "t26"."assessed"
          ELSE "t26"."refused"
        END % 2
      ) = 1
    )
    THEN 'history'
    WHEN (
      "t26"."assessed" IS NOT NULL
    )
    AND (
      (
        "t26"."refused" IS NULL
      )
      OR COALESCE("t26"."assessed" < "t26"."refused", TRUE)
    )
    THEN 'decided-to-assess'
    WHEN "t26"."refused" IS NOT NULL
    THEN 'decided-not-to-assess'
    WHEN "t26"."withdrawn" IS NOT NULL
    THEN 'withdrawn'
    ELSE 'open'
  END AS "outcome",
  CASE
    WHEN (
      "t26"."requested" % 2
    ) = 0
    THEN CAST((
      (
        "t26"."requested" >> 1
      ) >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "requested_on",
  CASE
    WHEN (
      CASE
        WHEN (
          "t26"."assessed" IS NOT NULL
        )
        AND (
          (
            "t26"."refused" IS NULL
          )
          OR COALESCE("t26"."assessed" < "t26"."refused", TRUE)
        )
        THEN "t26"."assessed"
        ELSE "t26"."refused"
      END % 2
    ) = 0
    THEN CAST((
      (
        CASE
          WHEN (
            "t26"."assessed" IS NOT NULL
          )
          AND (
            (
              "t26"."refused" IS NULL
            )
            OR COALESCE("t26"."assessed" < "t26"."refused", TRUE)
          )
          THEN "t26"."assessed"
          ELSE "t26"."refused"
        END >> 1
      ) >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "decided_on",
  CASE WHEN COALESCE("t26"."youth", FALSE) THEN 'yes' ELSE 'no' END AS "youth_accommodation",
  CASE WHEN COALESCE("t26"."assessment_mediation", FALSE) THEN 'yes' ELSE 'no' END AS "assessment_mediation",
  CASE WHEN COALESCE("t26"."assessment_tribunal", FALSE) THEN 'yes' ELSE 'no' END AS "assessment_tribunal",
  CASE WHEN COALESCE("t26"."other_mediation", FALSE) THEN 'yes' ELSE 'no' END AS "other_mediation",
  CASE WHEN COALESCE("t26"."other_tribunal", FALSE) THEN 'yes' ELSE 'no' END AS "other_tribunal",
  CASE WHEN COALESCE("t26"."request_mediation", FALSE) THEN 'yes' ELSE 'no' END AS "request_mediation",
  CASE WHEN COALESCE("t26"."request_tribunal", FALSE) THEN 'yes' ELSE 'no' END AS "request_tribunal",
  CASE
    WHEN COALESCE("t26"."assessment_mediation", FALSE)
    OR COALESCE("t26"."assessment_tribunal", FALSE)
    OR COALESCE("t26"."other_mediation", FALSE)
    OR COALESCE("t26"."other_tribunal", FALSE)
    OR COALESCE("t26"."request_mediation", FALSE)
    OR COALESCE("t26"."request_tribunal", FALSE)
    THEN 'yes'
    ELSE 'no'
  END AS "disputed",
  CASE
    WHEN "t26"."week_20" IS NULL
    THEN 'unknown'
    WHEN "t26"."week_20"
    THEN 'yes'
    ELSE 'no'
  END AS "week_20",
  CASE
    WHEN (
      "t26"."issued" % 2
    ) = 0
    THEN CAST((
      (
        "t26"."issued" >> 1
      ) >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "issued_on",
  CASE
    WHEN (
      "t26"."not_issued" % 2
    ) = 0
    THEN CAST((
      (
        "t26"."not_issued" >> 1
      ) >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "not_issued_on",
  CAST(NULL AS INT) AS "undecided_on",
  CASE
    WHEN CASE
      WHEN (
        "t26"."assessed" IS NOT NULL
      )
      AND (
        (
          "t26"."refused" IS NULL
        )
        OR COALESCE("t26"."assessed" < "t26"."refused", TRUE)
      )
      THEN "t26"."assessed"
      ELSE "t26"."refused"
    END IS NOT NULL
    THEN CAST((
      (
        "t26"."withdrawn" >> 1
      ) >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "assessment_withdrawn_by",
  CASE
    WHEN (
      "t26"."plan" % 2
    ) = 0
    THEN CAST((
      (
        "t26"."plan" >> 1
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
              "t26"."left_0" % 2
            ) = 0
            THEN CAST((
              (
                "t26"."left_0" >> 1
              ) >> 20
            ) - 1000000 AS INT)
            ELSE NULL
          END,
          2147483647
        ),
        COALESCE(
          CASE
            WHEN (
              "t26"."left_1" % 2
            ) = 0
            THEN CAST((
              (
                "t26"."left_1" >> 1
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
            "t26"."left_2" % 2
          ) = 0
          THEN CAST((
            (
              "t26"."left_2" >> 1
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
              "t26"."left_0" % 2
            ) = 0
            THEN CAST((
              (
                "t26"."left_0" >> 1
              ) >> 20
            ) - 1000000 AS INT)
            ELSE NULL
          END,
          2147483647
        ),
        COALESCE(
          CASE
            WHEN (
              "t26"."left_1" % 2
            ) = 0
            THEN CAST((
              (
                "t26"."left_1" >> 1
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
            "t26"."left_2" % 2
          ) = 0
          THEN CAST((
            (
              "t26"."left_2" >> 1
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
    "t10"."case",
    "t19"."requested",
    "t19"."assessed",
    "t19"."refused",
    "t19"."withdrawn",
    "t19"."issued",
    "t19"."not_issued",
    "t19"."plan",
    "t19"."left_0",
    "t19"."left_1",
    "t19"."left_2",
    "t11"."youth",
    "t11"."week_20",
    "t11"."request_mediation",
    "t11"."request_tribunal",
    "t11"."assessment_mediation",
    "t11"."assessment_tribunal",
    "t11"."other_mediation",
    "t11"."other_tribunal",
    "t12"."review_meeting_on",
    "t12"."review_decided_on",
    "t12"."review_outcome",
    "t24"."final_due_on",
    "t24"."final_state",
    "t25"."decision_due_on",
    "t25"."decision_state"
  FROM (
    SELECT
      *
    FROM "cases" AS "t0"
  ) AS "t10"
  LEFT OUTER JOIN (
    SELECT
      "t15"."case" AS "key_case",
      "t15"."requested",
      "t15"."assessed",
      "t15"."refused",
      "t15"."withdrawn",
      "t15"."issued",
      "t15"."not_issued",
      "t15"."plan",
      "t15"."left_0",
      "t15"."left_1",
      "t15"."left_2"
    FROM (
      SELECT
        "t3"."case",
        MIN("t3"."told") FILTER(WHERE
          "t3"."mark" IN (0)) AS "requested",
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
    ) AS "t15"
  ) AS "t19"
    ON "t10"."case" = "t19"."key_case"
  LEFT OUTER JOIN (
    SELECT
      "t1"."case" AS "key_case",
      "t1"."youth",
      "t1"."week_20",
      "t1"."request_mediation",
      "t1"."request_tribunal",
      "t1"."assessment_mediation",
      "t1"."assessment_tribunal",
      "t1"."other_mediation",
      "t1"."other_tribunal"
    FROM "case_flags" AS "t1"
  ) AS "t11"
    ON "t10"."case" = "t11"."key_case"
  LEFT OUTER JOIN (
    SELECT
      "t2"."case" AS "key_case",
      "t2"."review_meeting_on",
      "t2"."review_decided_on",
      "t2"."review_outcome"
    FROM "case_reviews" AS "t2"
  ) AS "t12"
    ON "t10"."case" = "t12"."key_case"
  LEFT OUTER JOIN (
    SELECT
      "t20"."case" AS "key_case",
      "t20"."due" AS "final_due_on",
      "t20"."state" AS "final_state"
    FROM (
      SELECT
        "t6"."case",
        "t6"."due",
        "t6"."state"
      FROM "clocks" AS "t6"
      INNER JOIN (
        SELECT
          *
        FROM "duty_names" AS "t5"
        WHERE
          "t5"."name" = 'ehcp-final'
      ) AS "t16"
        ON "t6"."duty" = "t16"."duty"
    ) AS "t20"
  ) AS "t24"
    ON "t10"."case" = "t24"."key_case"
  LEFT OUTER JOIN (
    SELECT
      "t21"."case" AS "key_case",
      "t21"."due" AS "decision_due_on",
      "t21"."state" AS "decision_state"
    FROM (
      SELECT
        "t6"."case",
        "t6"."due",
        "t6"."state"
      FROM "clocks" AS "t6"
      INNER JOIN (
        SELECT
          *
        FROM "duty_names" AS "t5"
        WHERE
          "t5"."name" = 'ehcna-decision'
      ) AS "t17"
        ON "t6"."duty" = "t17"."duty"
    ) AS "t21"
  ) AS "t25"
    ON "t10"."case" = "t25"."key_case"
) AS "t26"
