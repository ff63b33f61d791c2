SELECT
  "t49"."version",
  (
    (
      CAST("t49"."starts_on" AS BIGINT) + 1000000
    ) << 16
  ) + (
    (
      CAST("t49"."duty" AS BIGINT) << 6
    ) + "t49"."code"
  ) AS "begun",
  CASE
    WHEN "t49"."roll" = 0
    THEN "t49"."limb_due"
    WHEN "t49"."roll" = 1
    THEN "t49"."next"
    ELSE "t49"."hesc"
  END AS "due"
FROM (
  SELECT
    "t48"."duty",
    "t48"."code",
    "t48"."sort",
    "t48"."starts_on",
    "t48"."in_force_on",
    "t48"."rule_duty",
    "t48"."rule_code",
    "t48"."version",
    "t48"."rule_starts",
    "t48"."rule_ends",
    "t48"."way",
    "t48"."shift",
    "t48"."begin",
    "t48"."calendar",
    "t48"."roll",
    "t48"."counted_from",
    "t48"."look",
    "t48"."months",
    "t48"."working",
    "t48"."month",
    "t48"."january",
    "t48"."of_month",
    "t48"."upto_ew",
    "t48"."upto_uk",
    "t48"."upto_hesc",
    "t48"."target",
    "t48"."nth",
    "t48"."first",
    "t48"."length",
    "t48"."working_day",
    "t48"."limb_due",
    "t48"."rolls",
    "t22"."next",
    "t22"."hesc"
  FROM (
    SELECT
      "t46"."duty",
      "t46"."code",
      "t46"."sort",
      "t46"."starts_on",
      "t46"."in_force_on",
      "t46"."rule_duty",
      "t46"."rule_code",
      "t46"."version",
      "t46"."rule_starts",
      "t46"."rule_ends",
      "t46"."way",
      "t46"."shift",
      "t46"."begin",
      "t46"."calendar",
      "t46"."roll",
      "t46"."counted_from",
      "t46"."look",
      "t46"."months",
      "t46"."working",
      "t46"."month",
      "t46"."january",
      "t46"."of_month",
      "t46"."upto_ew",
      "t46"."upto_uk",
      "t46"."upto_hesc",
      "t46"."target",
      "t46"."nth",
      "t46"."first",
      "t46"."length",
      "t46"."working_day",
      "t46"."limb_due",
      CASE WHEN "t46"."roll" > 0 THEN "t46"."limb_due" ELSE NULL END AS "rolls"
    FROM (
      SELECT
        "t45"."duty",
        "t45"."code",
        "t45"."sort",
        "t45"."starts_on",
        "t45"."in_force_on",
        "t45"."rule_duty",
        "t45"."rule_code",
        "t45"."version",
        "t45"."rule_starts",
        "t45"."rule_ends",
        "t45"."way",
        "t45"."shift",
        "t45"."begin",
        "t45"."calendar",
        "t45"."roll",
        "t45"."counted_from",
        "t45"."look",
        "t45"."months",
        "t45"."working",
        "t45"."month",
        "t45"."january",
        "t45"."of_month",
        "t45"."upto_ew",
        "t45"."upto_uk",
        "t45"."upto_hesc",
        "t45"."target",
        "t45"."nth",
        "t45"."first",
        "t45"."length",
        "t45"."working_day",
        CAST(CASE
          WHEN "t45"."way" = 1
          THEN "t45"."counted_from" + "t45"."shift"
          WHEN "t45"."way" = 5
          THEN (
            "t45"."first" + (
              "t45"."shift" % 64
            )
          ) - 1
          WHEN "t45"."months"
          THEN CASE
            WHEN "t45"."of_month" <= "t45"."length"
            THEN (
              (
                "t45"."first" + "t45"."of_month"
              ) - 1
            ) - CAST("t45"."way" = 3 AS INT)
            ELSE (
              "t45"."first" + "t45"."length"
            ) - 1
          END
          WHEN "t45"."working"
          THEN "t45"."working_day"
          ELSE "t45"."counted_from"
        END AS INT) AS "limb_due"
      FROM (
        SELECT
          "t44"."duty",
          "t44"."code",
          "t44"."sort",
          "t44"."starts_on",
          "t44"."in_force_on",
          "t44"."rule_duty",
          "t44"."rule_code",
          "t44"."version",
          "t44"."rule_starts",
          "t44"."rule_ends",
          "t44"."way",
          "t44"."shift",
          "t44"."begin",
          "t44"."calendar",
          "t44"."roll",
          "t44"."counted_from",
          "t44"."look",
          "t44"."months",
          "t44"."working",
          "t44"."month",
          "t44"."january",
          "t44"."of_month",
          "t44"."upto_ew",
          "t44"."upto_uk",
          "t44"."upto_hesc",
          "t44"."target",
          "t44"."nth",
          "t24"."first",
          "t24"."length",
          "t25"."working_day"
        FROM (
          SELECT
            "t42"."duty",
            "t42"."code",
            "t42"."sort",
            "t42"."starts_on",
            "t42"."in_force_on",
            "t42"."rule_duty",
            "t42"."rule_code",
            "t42"."version",
            "t42"."rule_starts",
            "t42"."rule_ends",
            "t42"."way",
            "t42"."shift",
            "t42"."begin",
            "t42"."calendar",
            "t42"."roll",
            "t42"."counted_from",
            "t42"."look",
            "t42"."months",
            "t42"."working",
            "t42"."month",
            "t42"."january",
            "t42"."of_month",
            "t42"."upto_ew",
            "t42"."upto_uk",
            "t42"."upto_hesc",
            CAST(CASE
              WHEN "t42"."way" = 5
              THEN (
                "t42"."january" + (
                  "t42"."shift" >> 6
                )
              ) - 1200
              ELSE "t42"."month" + "t42"."shift"
            END AS INT) AS "target",
            CAST(CASE
              WHEN "t42"."working"
              THEN CASE
                WHEN "t42"."calendar" = 0
                THEN "t42"."upto_ew"
                WHEN "t42"."calendar" = 1
                THEN "t42"."upto_uk"
                ELSE "t42"."upto_hesc"
              END + GREATEST("t42"."shift", 1)
              ELSE NULL
            END AS INT) AS "nth"
          FROM (
            SELECT
              "t41"."duty",
              "t41"."code",
              "t41"."sort",
              "t41"."starts_on",
              "t41"."in_force_on",
              "t41"."rule_duty",
              "t41"."rule_code",
              "t41"."version",
              "t41"."rule_starts",
              "t41"."rule_ends",
              "t41"."way",
              "t41"."shift",
              "t41"."begin",
              "t41"."calendar",
              "t41"."roll",
              "t41"."counted_from",
              "t41"."look",
              "t41"."months",
              "t41"."working",
              "t23"."month",
              "t23"."january",
              "t23"."of_month",
              "t23"."upto_ew",
              "t23"."upto_uk",
              "t23"."upto_hesc"
            FROM (
              SELECT
                "t39"."duty",
                "t39"."code",
                "t39"."sort",
                "t39"."starts_on",
                "t39"."in_force_on",
                "t39"."rule_duty",
                "t39"."rule_code",
                "t39"."version",
                "t39"."rule_starts",
                "t39"."rule_ends",
                "t39"."way",
                "t39"."shift",
                "t39"."begin",
                "t39"."calendar",
                "t39"."roll",
                CASE WHEN "t39"."way" IS NOT NULL THEN "t39"."starts_on" ELSE NULL END AS "counted_from",
                CAST(CASE
                  WHEN "t39"."way" IN (2, 3, 5)
                  THEN CASE WHEN "t39"."way" IS NOT NULL THEN "t39"."starts_on" ELSE NULL END
                  WHEN (
                    "t39"."way" = 4
                  ) AND (
                    "t39"."begin" OR (
                      "t39"."shift" > 0
                    )
                  )
                  THEN CASE WHEN "t39"."way" IS NOT NULL THEN "t39"."starts_on" ELSE NULL END - CAST("t39"."begin" AS INT)
                  ELSE NULL
                END AS INT) AS "look",
                "t39"."way" IN (2, 3, 5) AS "months",
                (
                  "t39"."way" = 4
                ) AND (
                  "t39"."begin" OR (
                    "t39"."shift" > 0
                  )
                ) AS "working"
              FROM (
                SELECT
                  "t38"."duty",
                  "t38"."code",
                  "t38"."sort",
                  "t38"."starts_on",
                  "t38"."in_force_on",
                  "t26"."rule_duty",
                  "t26"."rule_code",
                  "t26"."version",
                  "t26"."rule_starts",
                  "t26"."rule_ends",
                  "t26"."way",
                  "t26"."shift",
                  "t26"."begin",
                  "t26"."calendar",
                  "t26"."roll"
                FROM (
                  SELECT
                    "t36"."duty",
                    "t36"."code",
                    "t36"."sort",
                    "t36"."starts_on",
                    CASE
                      WHEN "t36"."sort" = 5
                      THEN (
                        SELECT
                          "t4"."as_of"
                        FROM "question" AS "t4"
                      )
                      ELSE "t36"."starts_on"
                    END AS "in_force_on"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t33"."duty",
                        "t33"."code",
                        "t27"."sort",
                        "t31"."starts_on"
                      FROM (
                        SELECT DISTINCT
                          *
                        FROM (
                          SELECT
                            "t11"."duty",
                            "t11"."kind",
                            "t11"."code"
                          FROM "starters" AS "t11"
                          SEMI JOIN "quick" AS "t13"
                            ON "t11"."duty" = "t13"."duty"
                        ) AS "t29"
                      ) AS "t33"
                      LEFT OUTER JOIN (
                        SELECT
                          "t5"."duty" AS "key_duty",
                          "t5"."code" AS "key_code",
                          "t5"."rule",
                          "t5"."sort"
                        FROM "start_facts" AS "t5"
                      ) AS "t27"
                        ON "t33"."duty" = "t27"."key_duty" AND "t33"."code" = "t27"."key_code"
                      INNER JOIN (
                        SELECT DISTINCT
                          "t12"."kind",
                          CAST((
                            "t12"."place" >> 20
                          ) - 1000000 AS INT) AS "starts_on"
                        FROM (
                          SELECT
                            *
                          FROM "entries" AS "t8"
                          UNION ALL
                          SELECT
                            *
                          FROM "instead" AS "t9"
                        ) AS "t12"
                        WHERE
                          "t12"."dated"
                      ) AS "t31"
                        ON "t33"."kind" = "t31"."kind"
                    ) AS "t35"
                    UNION
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t33"."duty",
                        "t33"."code",
                        "t27"."sort",
                        "t28"."starts_on"
                      FROM (
                        SELECT DISTINCT
                          *
                        FROM (
                          SELECT
                            "t11"."duty",
                            "t11"."kind",
                            "t11"."code"
                          FROM "starters" AS "t11"
                          SEMI JOIN "quick" AS "t13"
                            ON "t11"."duty" = "t13"."duty"
                        ) AS "t29"
                      ) AS "t33"
                      LEFT OUTER JOIN (
                        SELECT
                          "t5"."duty" AS "key_duty",
                          "t5"."code" AS "key_code",
                          "t5"."rule",
                          "t5"."sort"
                        FROM "start_facts" AS "t5"
                      ) AS "t27"
                        ON "t33"."duty" = "t27"."key_duty" AND "t33"."code" = "t27"."key_code"
                      INNER JOIN (
                        SELECT DISTINCT
                          "t6"."rule",
                          "t6"."starts_on"
                        FROM "shifted" AS "t6"
                      ) AS "t28"
                        ON "t27"."rule" = "t28"."rule"
                    ) AS "t34"
                  ) AS "t36"
                ) AS "t38"
                LEFT OUTER JOIN (
                  SELECT
                    "t3"."duty" AS "rule_duty",
                    "t3"."code" AS "rule_code",
                    "t3"."version",
                    "t3"."starts" AS "rule_starts",
                    "t3"."ends" AS "rule_ends",
                    "t3"."way",
                    "t3"."shift",
                    "t3"."begin",
                    "t3"."calendar",
                    "t3"."roll"
                  FROM "plain_rules" AS "t3"
                ) AS "t26"
                  ON "t38"."duty" = "t26"."rule_duty"
                  AND "t38"."code" = "t26"."rule_code"
                  AND "t26"."rule_starts" <= "t38"."in_force_on"
                  AND "t26"."rule_ends" >= "t38"."in_force_on"
              ) AS "t39"
            ) AS "t41"
            LEFT OUTER JOIN (
              SELECT
                "t0"."day" AS "key_day",
                "t0"."month",
                "t0"."january",
                "t0"."of_month",
                "t0"."upto_ew",
                "t0"."upto_uk",
                "t0"."upto_hesc"
              FROM "calendar" AS "t0"
            ) AS "t23"
              ON "t41"."look" = "t23"."key_day"
          ) AS "t42"
        ) AS "t44"
        LEFT OUTER JOIN (
          SELECT
            "t1"."month" AS "key_month",
            "t1"."first",
            "t1"."length"
          FROM "months" AS "t1"
        ) AS "t24"
          ON "t44"."target" = "t24"."key_month"
        LEFT OUTER JOIN (
          SELECT
            "t2"."nth" AS "key_nth",
            "t2"."calendar" AS "key_calendar",
            "t2"."day" AS "working_day"
          FROM "workdays" AS "t2"
        ) AS "t25"
          ON "t44"."nth" = "t25"."key_nth" AND "t44"."calendar" = "t25"."key_calendar"
      ) AS "t45"
    ) AS "t46"
  ) AS "t48"
  LEFT OUTER JOIN (
    SELECT
      "t0"."day" AS "key_day",
      "t0"."rolled_next" AS "next",
      "t0"."rolled_hesc" AS "hesc"
    FROM "calendar" AS "t0"
  ) AS "t22"
    ON "t48"."rolls" = "t22"."key_day"
) AS "t49"
