SELECT
  "t47"."version",
  "t47"."last_working",
  (
    (
      CAST("t47"."starts_on" AS BIGINT) + 1000000
    ) << 16
  ) + (
    (
      CAST("t47"."duty" AS BIGINT) << 6
    ) + "t47"."code"
  ) AS "begun",
  "t47"."limb_due" AS "due"
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
    "t46"."limb_due",
    "t18"."last_working"
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
      CASE
        WHEN "t44"."roll" = 0
        THEN "t44"."limb_due"
        WHEN "t44"."roll" = 1
        THEN "t44"."next"
        ELSE "t44"."hesc"
      END AS "limb_due"
    FROM (
      SELECT
        "t43"."duty",
        "t43"."code",
        "t43"."sort",
        "t43"."starts_on",
        "t43"."in_force_on",
        "t43"."rule_duty",
        "t43"."rule_code",
        "t43"."version",
        "t43"."rule_starts",
        "t43"."rule_ends",
        "t43"."way",
        "t43"."shift",
        "t43"."begin",
        "t43"."calendar",
        "t43"."roll",
        "t43"."counted_from",
        "t43"."look",
        "t43"."months",
        "t43"."working",
        "t43"."month",
        "t43"."january",
        "t43"."of_month",
        "t43"."upto_ew",
        "t43"."upto_uk",
        "t43"."upto_hesc",
        "t43"."target",
        "t43"."nth",
        "t43"."first",
        "t43"."length",
        "t43"."working_day",
        "t43"."limb_due",
        "t43"."rolls",
        "t19"."next",
        "t19"."hesc"
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
          "t41"."month",
          "t41"."january",
          "t41"."of_month",
          "t41"."upto_ew",
          "t41"."upto_uk",
          "t41"."upto_hesc",
          "t41"."target",
          "t41"."nth",
          "t41"."first",
          "t41"."length",
          "t41"."working_day",
          "t41"."limb_due",
          CASE WHEN "t41"."roll" > 0 THEN "t41"."limb_due" ELSE NULL END AS "rolls"
        FROM (
          SELECT
            "t40"."duty",
            "t40"."code",
            "t40"."sort",
            "t40"."starts_on",
            "t40"."in_force_on",
            "t40"."rule_duty",
            "t40"."rule_code",
            "t40"."version",
            "t40"."rule_starts",
            "t40"."rule_ends",
            "t40"."way",
            "t40"."shift",
            "t40"."begin",
            "t40"."calendar",
            "t40"."roll",
            "t40"."counted_from",
            "t40"."look",
            "t40"."months",
            "t40"."working",
            "t40"."month",
            "t40"."january",
            "t40"."of_month",
            "t40"."upto_ew",
            "t40"."upto_uk",
            "t40"."upto_hesc",
            "t40"."target",
            "t40"."nth",
            "t40"."first",
            "t40"."length",
            "t40"."working_day",
            CAST(CASE
              WHEN "t40"."way" = 1
              THEN "t40"."counted_from" + "t40"."shift"
              WHEN "t40"."way" = 5
              THEN (
                "t40"."first" + (
                  "t40"."shift" % 64
                )
              ) - 1
              WHEN "t40"."months"
              THEN CASE
                WHEN "t40"."of_month" <= "t40"."length"
                THEN (
                  (
                    "t40"."first" + "t40"."of_month"
                  ) - 1
                ) - CAST("t40"."way" = 3 AS INT)
                ELSE (
                  "t40"."first" + "t40"."length"
                ) - 1
              END
              WHEN "t40"."working"
              THEN "t40"."working_day"
              ELSE "t40"."counted_from"
            END AS INT) AS "limb_due"
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
              "t39"."counted_from",
              "t39"."look",
              "t39"."months",
              "t39"."working",
              "t39"."month",
              "t39"."january",
              "t39"."of_month",
              "t39"."upto_ew",
              "t39"."upto_uk",
              "t39"."upto_hesc",
              "t39"."target",
              "t39"."nth",
              "t21"."first",
              "t21"."length",
              "t22"."working_day"
            FROM (
              SELECT
                "t37"."duty",
                "t37"."code",
                "t37"."sort",
                "t37"."starts_on",
                "t37"."in_force_on",
                "t37"."rule_duty",
                "t37"."rule_code",
                "t37"."version",
                "t37"."rule_starts",
                "t37"."rule_ends",
                "t37"."way",
                "t37"."shift",
                "t37"."begin",
                "t37"."calendar",
                "t37"."roll",
                "t37"."counted_from",
                "t37"."look",
                "t37"."months",
                "t37"."working",
                "t37"."month",
                "t37"."january",
                "t37"."of_month",
                "t37"."upto_ew",
                "t37"."upto_uk",
                "t37"."upto_hesc",
                CAST(CASE
                  WHEN "t37"."way" = 5
                  THEN (
                    "t37"."january" + (
                      "t37"."shift" >> 6
                    )
                  ) - 1200
                  ELSE "t37"."month" + "t37"."shift"
                END AS INT) AS "target",
                CAST(CASE
                  WHEN "t37"."working"
                  THEN CASE
                    WHEN "t37"."calendar" = 0
                    THEN "t37"."upto_ew"
                    WHEN "t37"."calendar" = 1
                    THEN "t37"."upto_uk"
                    ELSE "t37"."upto_hesc"
                  END + GREATEST("t37"."shift", 1)
                  ELSE NULL
                END AS INT) AS "nth"
              FROM (
                SELECT
                  "t36"."duty",
                  "t36"."code",
                  "t36"."sort",
                  "t36"."starts_on",
                  "t36"."in_force_on",
                  "t36"."rule_duty",
                  "t36"."rule_code",
                  "t36"."version",
                  "t36"."rule_starts",
                  "t36"."rule_ends",
                  "t36"."way",
                  "t36"."shift",
                  "t36"."begin",
                  "t36"."calendar",
                  "t36"."roll",
                  "t36"."counted_from",
                  "t36"."look",
                  "t36"."months",
                  "t36"."working",
                  "t20"."month",
                  "t20"."january",
                  "t20"."of_month",
                  "t20"."upto_ew",
                  "t20"."upto_uk",
                  "t20"."upto_hesc"
                FROM (
                  SELECT
                    "t34"."duty",
                    "t34"."code",
                    "t34"."sort",
                    "t34"."starts_on",
                    "t34"."in_force_on",
                    "t34"."rule_duty",
                    "t34"."rule_code",
                    "t34"."version",
                    "t34"."rule_starts",
                    "t34"."rule_ends",
                    "t34"."way",
                    "t34"."shift",
                    "t34"."begin",
                    "t34"."calendar",
                    "t34"."roll",
                    CASE WHEN "t34"."way" IS NOT NULL THEN "t34"."starts_on" ELSE NULL END AS "counted_from",
                    CAST(CASE
                      WHEN "t34"."way" IN (2, 3, 5)
                      THEN CASE WHEN "t34"."way" IS NOT NULL THEN "t34"."starts_on" ELSE NULL END
                      WHEN (
                        "t34"."way" = 4
                      ) AND (
                        "t34"."begin" OR (
                          "t34"."shift" > 0
                        )
                      )
                      THEN CASE WHEN "t34"."way" IS NOT NULL THEN "t34"."starts_on" ELSE NULL END - CAST("t34"."begin" AS INT)
                      ELSE NULL
                    END AS INT) AS "look",
                    "t34"."way" IN (2, 3, 5) AS "months",
                    (
                      "t34"."way" = 4
                    ) AND (
                      "t34"."begin" OR (
                        "t34"."shift" > 0
                      )
                    ) AS "working"
                  FROM (
                    SELECT
                      "t33"."duty",
                      "t33"."code",
                      "t33"."sort",
                      "t33"."starts_on",
                      "t33"."in_force_on",
                      "t23"."rule_duty",
                      "t23"."rule_code",
                      "t23"."version",
                      "t23"."rule_starts",
                      "t23"."rule_ends",
                      "t23"."way",
                      "t23"."shift",
                      "t23"."begin",
                      "t23"."calendar",
                      "t23"."roll"
                    FROM (
                      SELECT
                        "t31"."duty",
                        "t31"."code",
                        "t31"."sort",
                        "t31"."starts_on",
                        CASE
                          WHEN "t31"."sort" = 5
                          THEN (
                            SELECT
                              "t4"."as_of"
                            FROM "question" AS "t4"
                          )
                          ELSE "t31"."starts_on"
                        END AS "in_force_on"
                      FROM (
                        SELECT DISTINCT
                          "t30"."duty",
                          "t30"."code",
                          "t30"."sort",
                          COALESCE("t30"."moved_to", "t30"."day") AS "starts_on"
                        FROM (
                          SELECT
                            "t29"."clock",
                            "t29"."final",
                            "t29"."number",
                            "t29"."mark",
                            "t29"."after",
                            "t29"."reversed_on",
                            "t29"."is_met",
                            "t29"."close",
                            "t29"."undated",
                            "t29"."case",
                            "t29"."duty",
                            "t29"."place",
                            "t29"."day",
                            "t29"."code",
                            "t24"."rule",
                            "t24"."request",
                            "t24"."referral",
                            "t24"."sort",
                            "t24"."odd",
                            "t24"."tested",
                            "t25"."moved_to"
                          FROM (
                            SELECT
                              "t27"."clock",
                              "t27"."final",
                              "t27"."number",
                              "t27"."mark",
                              "t27"."after",
                              "t27"."reversed_on",
                              "t27"."is_met",
                              "t27"."close",
                              "t27"."undated",
                              CAST("t27"."clock" >> 34 AS INT) AS "case",
                              CAST((
                                "t27"."clock" >> 24
                              ) % 1024 AS SMALLINT) AS "duty",
                              "t27"."mark" >> 12 AS "place",
                              CAST((
                                (
                                  "t27"."mark" >> 12
                                ) >> 20
                              ) - 1000000 AS INT) AS "day",
                              CAST("t27"."mark" % 64 AS SMALLINT) AS "code"
                            FROM (
                              SELECT
                                *
                              FROM (
                                SELECT
                                  *
                                FROM "turned" AS "t8"
                                WHERE
                                  NOT (
                                    COALESCE("t8"."final" >= "t8"."close", FALSE)
                                  )
                              ) AS "t26"
                              UNION ALL
                              SELECT
                                *
                              FROM "turns" AS "t5"
                            ) AS "t27"
                          ) AS "t29"
                          LEFT OUTER JOIN (
                            SELECT
                              "t6"."duty" AS "key_duty",
                              "t6"."code" AS "key_code",
                              "t6"."rule",
                              "t6"."request",
                              "t6"."referral",
                              "t6"."sort",
                              "t6"."odd",
                              "t6"."tested"
                            FROM "start_facts" AS "t6"
                          ) AS "t24"
                            ON "t29"."duty" = "t24"."key_duty" AND "t29"."code" = "t24"."key_code"
                          LEFT OUTER JOIN (
                            SELECT
                              "t7"."case" AS "key_case",
                              "t7"."place" AS "key_place",
                              "t7"."rule" AS "key_rule",
                              "t7"."starts_on" AS "moved_to"
                            FROM "shifted" AS "t7"
                          ) AS "t25"
                            ON "t29"."case" = "t25"."key_case"
                            AND "t29"."place" = "t25"."key_place"
                            AND "t24"."rule" = "t25"."key_rule"
                        ) AS "t30"
                      ) AS "t31"
                    ) AS "t33"
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
                    ) AS "t23"
                      ON "t33"."duty" = "t23"."rule_duty"
                      AND "t33"."code" = "t23"."rule_code"
                      AND "t23"."rule_starts" <= "t33"."in_force_on"
                      AND "t23"."rule_ends" >= "t33"."in_force_on"
                  ) AS "t34"
                ) AS "t36"
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
                ) AS "t20"
                  ON "t36"."look" = "t20"."key_day"
              ) AS "t37"
            ) AS "t39"
            LEFT OUTER JOIN (
              SELECT
                "t1"."month" AS "key_month",
                "t1"."first",
                "t1"."length"
              FROM "months" AS "t1"
            ) AS "t21"
              ON "t39"."target" = "t21"."key_month"
            LEFT OUTER JOIN (
              SELECT
                "t2"."nth" AS "key_nth",
                "t2"."calendar" AS "key_calendar",
                "t2"."day" AS "working_day"
              FROM "workdays" AS "t2"
            ) AS "t22"
              ON "t39"."nth" = "t22"."key_nth" AND "t39"."calendar" = "t22"."key_calendar"
          ) AS "t40"
        ) AS "t41"
      ) AS "t43"
      LEFT OUTER JOIN (
        SELECT
          "t0"."day" AS "key_day",
          "t0"."rolled_next" AS "next",
          "t0"."rolled_hesc" AS "hesc"
        FROM "calendar" AS "t0"
      ) AS "t19"
        ON "t43"."rolls" = "t19"."key_day"
    ) AS "t44"
  ) AS "t46"
  LEFT OUTER JOIN (
    SELECT
      "t0"."day" AS "key_day",
      "t0"."last_working"
    FROM "calendar" AS "t0"
  ) AS "t18"
    ON "t46"."limb_due" = "t18"."key_day"
) AS "t47"
