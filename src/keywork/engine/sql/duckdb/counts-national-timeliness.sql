SELECT
  CAST("t0"."case" >> 22 AS INT) AS "copy",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE(
          (
            "t0"."requested_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."requested_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE(
          "t0"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
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
            "t0"."requested_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."requested_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE(
          "t0"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
          FALSE
        )
        AND COALESCE("t0"."outcome" IN ('decided-to-assess'), FALSE),
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
            "t0"."requested_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."requested_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE(
          "t0"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
          FALSE
        )
        AND COALESCE("t0"."outcome" IN ('decided-not-to-assess'), FALSE),
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
            "t0"."requested_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."requested_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE(
          "t0"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
          FALSE
        )
        AND COALESCE("t0"."outcome" IN ('open'), FALSE),
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
            "t0"."requested_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."requested_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE(
          "t0"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
          FALSE
        )
        AND COALESCE("t0"."outcome" IN ('withdrawn'), FALSE),
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
            "t0"."requested_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."requested_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE(
          "t0"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
          FALSE
        )
        AND COALESCE("t0"."youth_accommodation" IN ('yes'), FALSE),
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
            "t0"."requested_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."requested_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE(
          "t0"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
          FALSE
        )
        AND COALESCE("t0"."request_mediation" IN ('yes'), FALSE),
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
            "t0"."requested_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."requested_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE(
          "t0"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
          FALSE
        )
        AND COALESCE("t0"."request_tribunal" IN ('yes'), FALSE),
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
            "t0"."requested_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."requested_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE(
          "t0"."outcome" IN ('decided-to-assess', 'decided-not-to-assess', 'open', 'withdrawn'),
          FALSE
        )
        AND COALESCE("t0"."request_mediation" IN ('yes'), FALSE)
        AND COALESCE("t0"."request_tribunal" IN ('yes'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "tribunal_after_mediation_request",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t0"."outcome" IN ('decided-to-assess', 'decided-not-to-assess'), FALSE)
        AND COALESCE(
          (
            "t0"."decided_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."decided_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE(
          (
            (
              "t0"."decided_on" - "t0"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t0"."decided_on" - "t0"."requested_on"
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
        COALESCE("t0"."outcome" IN ('decided-to-assess', 'decided-not-to-assess'), FALSE)
        AND COALESCE(
          (
            "t0"."decided_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."decided_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE(
          (
            (
              "t0"."decided_on" - "t0"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t0"."decided_on" - "t0"."requested_on"
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
            "t0"."issued_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."issued_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        OR COALESCE(
          (
            "t0"."not_issued_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."not_issued_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        OR COALESCE(
          "t0"."assessment_withdrawn_by" >= (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0 + 1
                ) * 12
              )
          ),
          FALSE
        ),
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
            "t0"."issued_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."issued_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
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
            "t0"."not_issued_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."not_issued_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
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
        COALESCE(
          "t0"."assessment_withdrawn_by" >= (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0 + 1
                ) * 12
              )
          ),
          FALSE
        ),
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
            "t0"."undecided_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."undecided_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
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
            "t0"."not_issued_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."not_issued_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE(
          (
            (
              "t0"."not_issued_on" - "t0"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t0"."not_issued_on" - "t0"."requested_on"
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
            "t0"."not_issued_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."not_issued_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE(
          (
            (
              "t0"."not_issued_on" - "t0"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t0"."not_issued_on" - "t0"."requested_on"
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
              "t0"."issued_on" >= (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0
                    ) * 12
                  )
              )
            )
            AND (
              "t0"."issued_on" < (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0 + 1
                    ) * 12
                  )
              )
            ),
            FALSE
          )
          OR COALESCE(
            (
              "t0"."not_issued_on" >= (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0
                    ) * 12
                  )
              )
            )
            AND (
              "t0"."not_issued_on" < (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0 + 1
                    ) * 12
                  )
              )
            ),
            FALSE
          )
        )
        AND COALESCE("t0"."assessment_mediation" IN ('yes'), FALSE),
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
              "t0"."issued_on" >= (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0
                    ) * 12
                  )
              )
            )
            AND (
              "t0"."issued_on" < (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0 + 1
                    ) * 12
                  )
              )
            ),
            FALSE
          )
          OR COALESCE(
            (
              "t0"."not_issued_on" >= (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0
                    ) * 12
                  )
              )
            )
            AND (
              "t0"."not_issued_on" < (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0 + 1
                    ) * 12
                  )
              )
            ),
            FALSE
          )
        )
        AND COALESCE("t0"."assessment_tribunal" IN ('yes'), FALSE),
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
              "t0"."issued_on" >= (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0
                    ) * 12
                  )
              )
            )
            AND (
              "t0"."issued_on" < (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0 + 1
                    ) * 12
                  )
              )
            ),
            FALSE
          )
          OR COALESCE(
            (
              "t0"."not_issued_on" >= (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0
                    ) * 12
                  )
              )
            )
            AND (
              "t0"."not_issued_on" < (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0 + 1
                    ) * 12
                  )
              )
            ),
            FALSE
          )
        )
        AND COALESCE("t0"."assessment_mediation" IN ('yes'), FALSE)
        AND COALESCE("t0"."assessment_tribunal" IN ('yes'), FALSE),
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
              "t0"."issued_on" >= (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0
                    ) * 12
                  )
              )
            )
            AND (
              "t0"."issued_on" < (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0 + 1
                    ) * 12
                  )
              )
            ),
            FALSE
          )
          OR COALESCE(
            (
              "t0"."not_issued_on" >= (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0
                    ) * 12
                  )
              )
            )
            AND (
              "t0"."not_issued_on" < (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0 + 1
                    ) * 12
                  )
              )
            ),
            FALSE
          )
        )
        AND COALESCE("t0"."other_mediation" IN ('yes'), FALSE),
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
              "t0"."issued_on" >= (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0
                    ) * 12
                  )
              )
            )
            AND (
              "t0"."issued_on" < (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0 + 1
                    ) * 12
                  )
              )
            ),
            FALSE
          )
          OR COALESCE(
            (
              "t0"."not_issued_on" >= (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0
                    ) * 12
                  )
              )
            )
            AND (
              "t0"."not_issued_on" < (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0 + 1
                    ) * 12
                  )
              )
            ),
            FALSE
          )
        )
        AND COALESCE("t0"."other_tribunal" IN ('yes'), FALSE),
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
              "t0"."issued_on" >= (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0
                    ) * 12
                  )
              )
            )
            AND (
              "t0"."issued_on" < (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0 + 1
                    ) * 12
                  )
              )
            ),
            FALSE
          )
          OR COALESCE(
            (
              "t0"."not_issued_on" >= (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0
                    ) * 12
                  )
              )
            )
            AND (
              "t0"."not_issued_on" < (
                SELECT
                  "t1"."first"
                FROM "months" AS "t1"
                WHERE
                  "t1"."month" = (
                    (
                      (
                        SELECT
                          "t2"."year"
                        FROM "question" AS "t2"
                      ) + 0 + 1
                    ) * 12
                  )
              )
            ),
            FALSE
          )
        )
        AND COALESCE("t0"."other_mediation" IN ('yes'), FALSE)
        AND COALESCE("t0"."other_tribunal" IN ('yes'), FALSE),
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
            "t0"."issued_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."issued_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE("t0"."disputed" IN ('no'), FALSE),
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
            "t0"."issued_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."issued_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE("t0"."disputed" IN ('no'), FALSE)
        AND COALESCE(
          (
            (
              "t0"."plan_on" - "t0"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t0"."plan_on" - "t0"."requested_on"
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
            "t0"."issued_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."issued_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE("t0"."disputed" IN ('no'), FALSE)
        AND COALESCE(
          (
            (
              "t0"."plan_on" - "t0"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t0"."plan_on" - "t0"."requested_on"
            ) <= 364
          )
          AND (
            (
              "t0"."plan_on" - "t0"."requested_on"
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
            "t0"."issued_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."issued_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE("t0"."disputed" IN ('no'), FALSE)
        AND COALESCE(
          (
            (
              "t0"."plan_on" - "t0"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t0"."plan_on" - "t0"."requested_on"
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
            "t0"."issued_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."issued_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE("t0"."disputed" IN ('no'), FALSE)
        AND COALESCE("t0"."week_20" IN ('no', 'unknown'), FALSE),
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
            "t0"."issued_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."issued_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE("t0"."disputed" IN ('no'), FALSE)
        AND COALESCE("t0"."week_20" IN ('no', 'unknown'), FALSE)
        AND COALESCE(
          (
            (
              "t0"."plan_on" - "t0"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t0"."plan_on" - "t0"."requested_on"
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
            "t0"."issued_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."issued_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE("t0"."disputed" IN ('no'), FALSE)
        AND COALESCE("t0"."week_20" IN ('no', 'unknown'), FALSE)
        AND COALESCE(
          (
            (
              "t0"."plan_on" - "t0"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t0"."plan_on" - "t0"."requested_on"
            ) <= 364
          )
          AND (
            (
              "t0"."plan_on" - "t0"."requested_on"
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
            "t0"."issued_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."issued_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE("t0"."disputed" IN ('no'), FALSE)
        AND COALESCE("t0"."week_20" IN ('no', 'unknown'), FALSE)
        AND COALESCE(
          (
            (
              "t0"."plan_on" - "t0"."requested_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t0"."plan_on" - "t0"."requested_on"
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
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "total_ehc_plans",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE)
        AND COALESCE(
          "t0"."plan_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "review_expected",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE)
        AND NOT (
          COALESCE(
            "t0"."plan_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            ),
            FALSE
          )
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "review_not_expected",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE)
        AND COALESCE(
          "t0"."plan_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        )
        AND COALESCE("t0"."review_meeting_on" IS NOT NULL, FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "total_review_meeting",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE)
        AND COALESCE(
          "t0"."plan_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        )
        AND COALESCE("t0"."review_meeting_on" IS NOT NULL, FALSE)
        AND COALESCE(
          (
            "t0"."review_meeting_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."review_meeting_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
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
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE)
        AND COALESCE(
          "t0"."plan_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        )
        AND COALESCE("t0"."review_meeting_on" IS NOT NULL, FALSE)
        AND COALESCE(
          (
            "t0"."review_meeting_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 1
                  ) * 12
                )
            )
          )
          AND (
            "t0"."review_meeting_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 1 + 1
                  ) * 12
                )
            )
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
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE)
        AND COALESCE(
          "t0"."plan_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        )
        AND COALESCE("t0"."review_meeting_on" IS NOT NULL, FALSE)
        AND COALESCE(
          "t0"."review_meeting_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "review_meeting_prior_{yy}",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE)
        AND COALESCE(
          "t0"."plan_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        )
        AND COALESCE("t0"."review_meeting_on" IS NULL, FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "no_review_meeting",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE)
        AND COALESCE(
          "t0"."plan_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        )
        AND COALESCE(
          (
            "t0"."review_decided_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."review_decided_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
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
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE)
        AND COALESCE(
          "t0"."plan_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        )
        AND COALESCE(
          (
            "t0"."review_decided_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 1
                  ) * 12
                )
            )
          )
          AND (
            "t0"."review_decided_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 1 + 1
                  ) * 12
                )
            )
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
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE)
        AND COALESCE(
          "t0"."plan_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        )
        AND COALESCE(
          "t0"."review_decided_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "review_decision_prior{yy}",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE)
        AND COALESCE(
          "t0"."plan_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        )
        AND COALESCE("t0"."review_meeting_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."review_decided_on" IS NULL, FALSE)
        AND COALESCE(
          "t0"."review_meeting_on" >= (
            (
              SELECT
                "t2"."as_of"
              FROM "question" AS "t2"
            ) - 28
          ),
          FALSE
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "review_decision_not_due",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE)
        AND COALESCE(
          "t0"."plan_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        )
        AND COALESCE("t0"."review_meeting_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."review_decided_on" IS NULL, FALSE)
        AND NOT (
          COALESCE(
            "t0"."review_meeting_on" >= (
              (
                SELECT
                  "t2"."as_of"
                FROM "question" AS "t2"
              ) - 28
            ),
            FALSE
          )
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "review_decision_outstanding",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE)
        AND COALESCE(
          "t0"."plan_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        )
        AND COALESCE(
          (
            (
              "t0"."review_decided_on" - "t0"."review_meeting_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t0"."review_decided_on" - "t0"."review_meeting_on"
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
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE)
        AND COALESCE(
          "t0"."plan_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        )
        AND COALESCE(
          (
            (
              "t0"."review_decided_on" - "t0"."review_meeting_on"
            ) IS NOT NULL
          )
          AND (
            (
              "t0"."review_decided_on" - "t0"."review_meeting_on"
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
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE)
        AND COALESCE(
          "t0"."plan_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        )
        AND COALESCE("t0"."review_outcome" IN ('amend'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "outcome_amend",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE)
        AND COALESCE(
          "t0"."plan_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        )
        AND COALESCE("t0"."review_outcome" IN ('cease'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "outcome_cease",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t0"."plan_on" IS NOT NULL, FALSE)
        AND COALESCE("t0"."left_on" IS NULL, FALSE)
        AND COALESCE(
          "t0"."plan_on" < (
            SELECT
              "t1"."first"
            FROM "months" AS "t1"
            WHERE
              "t1"."month" = (
                (
                  (
                    SELECT
                      "t2"."year"
                    FROM "question" AS "t2"
                  ) + 0
                ) * 12
              )
          ),
          FALSE
        )
        AND COALESCE("t0"."review_outcome" IN ('maintain'), FALSE),
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
            "t0"."issued_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."issued_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE("t0"."final_due_on" IS NOT NULL, FALSE),
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
            "t0"."issued_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."issued_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE("t0"."issued_on" <= "t0"."final_due_on", FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "law_final_in_time",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t0"."outcome" IN ('decided-to-assess', 'decided-not-to-assess'), FALSE)
        AND COALESCE(
          (
            "t0"."decided_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."decided_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE("t0"."decision_due_on" IS NOT NULL, FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "law_decision_made",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t0"."outcome" IN ('decided-to-assess', 'decided-not-to-assess'), FALSE)
        AND COALESCE(
          (
            "t0"."decided_on" >= (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0
                  ) * 12
                )
            )
          )
          AND (
            "t0"."decided_on" < (
              SELECT
                "t1"."first"
              FROM "months" AS "t1"
              WHERE
                "t1"."month" = (
                  (
                    (
                      SELECT
                        "t2"."year"
                      FROM "question" AS "t2"
                    ) + 0 + 1
                  ) * 12
                )
            )
          ),
          FALSE
        )
        AND COALESCE("t0"."decided_on" <= "t0"."decision_due_on", FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "law_decision_in_time",
  COALESCE(
    SUM(
      CAST(COALESCE(
        COALESCE("t0"."final_state" IN ('running', 'overdue', 'limit-disapplied'), FALSE),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "open_assessments",
  COALESCE(
    SUM(
      CAST(COALESCE(COALESCE("t0"."final_state" IN ('overdue', 'limit-disapplied'), FALSE), FALSE) AS BIGINT)
    ),
    0
  ) AS "open_past_20_weeks"
FROM "case_facts" AS "t0"
GROUP BY
  1
