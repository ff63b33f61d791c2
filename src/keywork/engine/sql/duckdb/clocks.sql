SELECT
  "t48"."case",
  "t48"."duty",
  "t48"."number",
  "t48"."state",
  "t48"."starts_on",
  "t48"."due",
  "t48"."open_ended",
  "t48"."disapplied",
  "t48"."thread_of",
  CAST("t48"."place" % 1048576 AS INT) AS "trigger",
  CASE WHEN "t48"."sort" = 3 THEN NULL ELSE "t48"."last_working" END AS "act_by",
  CAST(CASE WHEN "t48"."sort" = 3 THEN "t48"."due" + 1 ELSE NULL END AS INT) AS "may_act_from",
  CASE WHEN "t48"."is_met" THEN "t48"."closed_on" ELSE NULL END AS "met_on",
  CASE WHEN "t48"."is_met" THEN "t48"."answer" ELSE NULL END AS "met",
  CASE WHEN "t48"."is_ended" THEN "t48"."closed_on" ELSE NULL END AS "ended_on",
  CASE WHEN "t48"."is_ended" THEN "t48"."answer" ELSE NULL END AS "ended",
  CASE
    WHEN "t48"."stands"
    THEN CAST((
      "t48"."broken" >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "broken_on",
  (
    "t48"."close" IS NOT NULL
  ) AND "t48"."undated" AS "undated",
  CAST(CASE
    WHEN (
      "t48"."sort" IN (4, 0, 1) OR (
        "t48"."state" = 17
      )
    )
    AND (
      "t48"."due" IS NOT NULL
    )
    AND (
      CASE
        WHEN "t48"."is_met" OR "t48"."is_ended"
        THEN "t48"."closed_on"
        ELSE "t48"."as_of"
      END IS NOT NULL
    )
    THEN GREATEST(
      CASE
        WHEN "t48"."is_met" OR "t48"."is_ended"
        THEN "t48"."closed_on"
        ELSE "t48"."as_of"
      END - "t48"."due",
      0
    )
    ELSE 0
  END AS INT) AS "days_past"
FROM (
  SELECT
    "t47"."clock",
    "t47"."final",
    "t47"."number",
    "t47"."mark",
    "t47"."after",
    "t47"."reversed_on",
    "t47"."is_met",
    "t47"."close",
    "t47"."undated",
    "t47"."case",
    "t47"."duty",
    "t47"."place",
    "t47"."day",
    "t47"."code",
    "t47"."rule",
    "t47"."request",
    "t47"."referral",
    "t47"."sort",
    "t47"."odd",
    "t47"."tested",
    "t47"."moved_to",
    "t47"."starts_on",
    "t47"."begun",
    "t47"."version",
    "t47"."plain_due",
    "t47"."plain_last",
    "t47"."odd_due",
    "t47"."odd_last",
    "t47"."open_ended",
    "t47"."is_odd",
    "t47"."inapplicable",
    "t47"."relied_on",
    "t47"."broken",
    "t47"."due",
    "t47"."last_working",
    "t47"."thread_of",
    "t47"."source",
    "t47"."as_of",
    "t47"."stands",
    "t47"."disapplied",
    "t47"."is_untold",
    "t47"."closed_on",
    "t47"."answer",
    "t47"."is_ended",
    CAST(CASE
      WHEN "t47"."version" IS NULL
      THEN 1
      WHEN COALESCE("t47"."inapplicable", FALSE)
      THEN 2
      WHEN NOT (
        "t47"."stands"
      )
      THEN 3
      WHEN "t47"."broken" IS NOT NULL
      THEN 4
      WHEN COALESCE("t47"."is_untold", FALSE)
      AND CASE
        WHEN "t47"."sort" = 0
        THEN CASE
          WHEN "t47"."is_met" AND "t47"."undated"
          THEN 11
          WHEN "t47"."is_met" AND NOT (
            COALESCE("t47"."closed_on" > "t47"."due", FALSE)
          )
          THEN 7
          WHEN "t47"."is_met" AND "t47"."disapplied"
          THEN 10
          WHEN "t47"."is_met"
          THEN 8
          WHEN "t47"."is_ended"
          THEN 22
          WHEN NOT (
            COALESCE("t47"."due" < "t47"."as_of", FALSE)
          )
          THEN 5
          WHEN "t47"."disapplied"
          THEN 12
          ELSE 6
        END
        WHEN "t47"."sort" = 1
        THEN CASE
          WHEN "t47"."is_met" AND "t47"."undated"
          THEN 11
          WHEN "t47"."is_met" AND NOT (
            COALESCE("t47"."closed_on" > "t47"."due", FALSE)
          )
          THEN 7
          WHEN "t47"."is_met"
          THEN 9
          WHEN "t47"."is_ended"
          THEN 22
          WHEN NOT (
            COALESCE("t47"."due" < "t47"."as_of", FALSE)
          )
          THEN 5
          ELSE 13
        END
        WHEN "t47"."sort" = 2
        THEN CASE
          WHEN "t47"."is_met" AND COALESCE("t47"."closed_on" > "t47"."due", FALSE)
          THEN 17
          WHEN "t47"."is_met"
          THEN 16
          WHEN "t47"."is_ended"
          THEN 22
          WHEN COALESCE("t47"."due" < "t47"."as_of", FALSE)
          THEN 15
          ELSE 14
        END
        WHEN "t47"."sort" = 3
        THEN CASE
          WHEN "t47"."is_met"
          THEN 20
          WHEN "t47"."is_ended"
          THEN 22
          WHEN COALESCE("t47"."due" < "t47"."as_of", FALSE)
          THEN 19
          ELSE 18
        END
        WHEN "t47"."sort" = 4
        THEN CASE
          WHEN CASE
            WHEN "t47"."is_met" AND "t47"."undated"
            THEN 11
            WHEN "t47"."is_met" AND NOT (
              COALESCE("t47"."closed_on" > "t47"."due", FALSE)
            )
            THEN 7
            WHEN "t47"."is_met" AND "t47"."disapplied"
            THEN 10
            WHEN "t47"."is_met"
            THEN 8
            WHEN "t47"."is_ended"
            THEN 22
            WHEN NOT (
              COALESCE("t47"."due" < "t47"."as_of", FALSE)
            )
            THEN 5
            WHEN "t47"."disapplied"
            THEN 12
            ELSE 6
          END IN (8, 10)
          THEN 7
          ELSE CASE
            WHEN "t47"."is_met" AND "t47"."undated"
            THEN 11
            WHEN "t47"."is_met" AND NOT (
              COALESCE("t47"."closed_on" > "t47"."due", FALSE)
            )
            THEN 7
            WHEN "t47"."is_met" AND "t47"."disapplied"
            THEN 10
            WHEN "t47"."is_met"
            THEN 8
            WHEN "t47"."is_ended"
            THEN 22
            WHEN NOT (
              COALESCE("t47"."due" < "t47"."as_of", FALSE)
            )
            THEN 5
            WHEN "t47"."disapplied"
            THEN 12
            ELSE 6
          END
        END
        ELSE CASE WHEN "t47"."is_met" THEN 7 WHEN "t47"."is_ended" THEN 22 ELSE 21 END
      END IN (15, 12, 14, 6, 21, 19, 13, 5, 18)
      THEN 23
      ELSE CASE
        WHEN "t47"."sort" = 0
        THEN CASE
          WHEN "t47"."is_met" AND "t47"."undated"
          THEN 11
          WHEN "t47"."is_met" AND NOT (
            COALESCE("t47"."closed_on" > "t47"."due", FALSE)
          )
          THEN 7
          WHEN "t47"."is_met" AND "t47"."disapplied"
          THEN 10
          WHEN "t47"."is_met"
          THEN 8
          WHEN "t47"."is_ended"
          THEN 22
          WHEN NOT (
            COALESCE("t47"."due" < "t47"."as_of", FALSE)
          )
          THEN 5
          WHEN "t47"."disapplied"
          THEN 12
          ELSE 6
        END
        WHEN "t47"."sort" = 1
        THEN CASE
          WHEN "t47"."is_met" AND "t47"."undated"
          THEN 11
          WHEN "t47"."is_met" AND NOT (
            COALESCE("t47"."closed_on" > "t47"."due", FALSE)
          )
          THEN 7
          WHEN "t47"."is_met"
          THEN 9
          WHEN "t47"."is_ended"
          THEN 22
          WHEN NOT (
            COALESCE("t47"."due" < "t47"."as_of", FALSE)
          )
          THEN 5
          ELSE 13
        END
        WHEN "t47"."sort" = 2
        THEN CASE
          WHEN "t47"."is_met" AND COALESCE("t47"."closed_on" > "t47"."due", FALSE)
          THEN 17
          WHEN "t47"."is_met"
          THEN 16
          WHEN "t47"."is_ended"
          THEN 22
          WHEN COALESCE("t47"."due" < "t47"."as_of", FALSE)
          THEN 15
          ELSE 14
        END
        WHEN "t47"."sort" = 3
        THEN CASE
          WHEN "t47"."is_met"
          THEN 20
          WHEN "t47"."is_ended"
          THEN 22
          WHEN COALESCE("t47"."due" < "t47"."as_of", FALSE)
          THEN 19
          ELSE 18
        END
        WHEN "t47"."sort" = 4
        THEN CASE
          WHEN CASE
            WHEN "t47"."is_met" AND "t47"."undated"
            THEN 11
            WHEN "t47"."is_met" AND NOT (
              COALESCE("t47"."closed_on" > "t47"."due", FALSE)
            )
            THEN 7
            WHEN "t47"."is_met" AND "t47"."disapplied"
            THEN 10
            WHEN "t47"."is_met"
            THEN 8
            WHEN "t47"."is_ended"
            THEN 22
            WHEN NOT (
              COALESCE("t47"."due" < "t47"."as_of", FALSE)
            )
            THEN 5
            WHEN "t47"."disapplied"
            THEN 12
            ELSE 6
          END IN (8, 10)
          THEN 7
          ELSE CASE
            WHEN "t47"."is_met" AND "t47"."undated"
            THEN 11
            WHEN "t47"."is_met" AND NOT (
              COALESCE("t47"."closed_on" > "t47"."due", FALSE)
            )
            THEN 7
            WHEN "t47"."is_met" AND "t47"."disapplied"
            THEN 10
            WHEN "t47"."is_met"
            THEN 8
            WHEN "t47"."is_ended"
            THEN 22
            WHEN NOT (
              COALESCE("t47"."due" < "t47"."as_of", FALSE)
            )
            THEN 5
            WHEN "t47"."disapplied"
            THEN 12
            ELSE 6
          END
        END
        ELSE CASE WHEN "t47"."is_met" THEN 7 WHEN "t47"."is_ended" THEN 22 ELSE 21 END
      END
    END AS SMALLINT) AS "state"
  FROM (
    SELECT
      "t46"."clock",
      "t46"."final",
      "t46"."number",
      "t46"."mark",
      "t46"."after",
      "t46"."reversed_on",
      (
        "t46"."close" IS NOT NULL
      ) AND "t46"."is_met" AS "is_met",
      "t46"."close",
      "t46"."undated",
      "t46"."case",
      "t46"."duty",
      "t46"."place",
      "t46"."day",
      "t46"."code",
      "t46"."rule",
      "t46"."request",
      "t46"."referral",
      "t46"."sort",
      "t46"."odd",
      "t46"."tested",
      "t46"."moved_to",
      "t46"."starts_on",
      "t46"."begun",
      "t46"."version",
      "t46"."plain_due",
      "t46"."plain_last",
      "t46"."odd_due",
      "t46"."odd_last",
      "t46"."open_ended",
      "t46"."is_odd",
      "t46"."inapplicable",
      "t46"."relied_on",
      "t46"."broken",
      "t46"."due",
      "t46"."last_working",
      "t46"."thread_of",
      "t46"."source",
      "t46"."as_of",
      "t46"."stands",
      "t46"."disapplied",
      "t46"."is_untold",
      CASE
        WHEN "t46"."undated"
        THEN NULL
        ELSE CAST((
          "t46"."close" >> 20
        ) - 1000000 AS INT)
      END AS "closed_on",
      CAST("t46"."close" % 1048576 AS INT) AS "answer",
      (
        "t46"."close" IS NOT NULL
      ) AND NOT (
        "t46"."is_met"
      ) AS "is_ended"
    FROM (
      SELECT
        "t45"."clock",
        "t45"."final",
        "t45"."number",
        "t45"."mark",
        "t45"."after",
        "t45"."reversed_on",
        "t45"."is_met",
        "t45"."close",
        "t45"."undated",
        "t45"."case",
        "t45"."duty",
        "t45"."place",
        "t45"."day",
        "t45"."code",
        "t45"."rule",
        "t45"."request",
        "t45"."referral",
        "t45"."sort",
        "t45"."odd",
        "t45"."tested",
        "t45"."moved_to",
        "t45"."starts_on",
        "t45"."begun",
        "t45"."version",
        "t45"."plain_due",
        "t45"."plain_last",
        "t45"."odd_due",
        "t45"."odd_last",
        "t45"."open_ended",
        "t45"."is_odd",
        "t45"."inapplicable",
        "t45"."relied_on",
        "t45"."broken",
        "t45"."due",
        "t45"."last_working",
        "t45"."thread_of",
        "t45"."source",
        "t45"."as_of",
        "t45"."stands",
        "t45"."disapplied",
        "t19"."is_untold"
      FROM (
        SELECT
          "t43"."clock",
          "t43"."final",
          "t43"."number",
          "t43"."mark",
          "t43"."after",
          "t43"."reversed_on",
          "t43"."is_met",
          CASE
            WHEN NOT (
              COALESCE("t43"."inapplicable", FALSE)
            )
            AND (
              "t43"."version" IS NOT NULL
            )
            AND (
              "t43"."sort" <> 6
            )
            THEN "t43"."close"
            ELSE NULL
          END AS "close",
          "t43"."undated",
          "t43"."case",
          "t43"."duty",
          "t43"."place",
          "t43"."day",
          "t43"."code",
          "t43"."rule",
          "t43"."request",
          "t43"."referral",
          "t43"."sort",
          "t43"."odd",
          "t43"."tested",
          "t43"."moved_to",
          "t43"."starts_on",
          "t43"."begun",
          "t43"."version",
          "t43"."plain_due",
          "t43"."plain_last",
          "t43"."odd_due",
          "t43"."odd_last",
          "t43"."open_ended",
          "t43"."is_odd",
          "t43"."inapplicable",
          "t43"."relied_on",
          "t43"."broken",
          CASE
            WHEN NOT (
              COALESCE("t43"."inapplicable", FALSE)
            )
            AND (
              "t43"."version" IS NOT NULL
            )
            AND (
              "t43"."sort" <> 6
            )
            THEN "t43"."due"
            ELSE NULL
          END AS "due",
          CASE
            WHEN NOT (
              COALESCE("t43"."inapplicable", FALSE)
            )
            AND (
              "t43"."version" IS NOT NULL
            )
            AND (
              "t43"."sort" <> 6
            )
            THEN "t43"."last_working"
            ELSE NULL
          END AS "last_working",
          "t43"."thread_of",
          "t43"."source",
          "t43"."as_of",
          NOT (
            COALESCE("t43"."inapplicable", FALSE)
          )
          AND (
            "t43"."version" IS NOT NULL
          )
          AND (
            "t43"."sort" <> 6
          ) AS "stands",
          NOT (
            COALESCE("t43"."inapplicable", FALSE)
          )
          AND (
            "t43"."version" IS NOT NULL
          )
          AND (
            "t43"."sort" <> 6
          )
          AND COALESCE("t43"."relied_on", FALSE) AS "disapplied"
        FROM (
          SELECT
            "t42"."clock",
            "t42"."final",
            "t42"."number",
            "t42"."mark",
            "t42"."after",
            "t42"."reversed_on",
            "t42"."is_met",
            "t42"."close",
            "t42"."undated",
            "t42"."case",
            "t42"."duty",
            "t42"."place",
            "t42"."day",
            "t42"."code",
            "t42"."rule",
            "t42"."request",
            "t42"."referral",
            "t42"."sort",
            "t42"."odd",
            "t42"."tested",
            "t42"."moved_to",
            "t42"."starts_on",
            "t42"."begun",
            "t42"."version",
            "t42"."plain_due",
            "t42"."plain_last",
            "t42"."odd_due",
            "t42"."odd_last",
            "t42"."open_ended",
            "t42"."is_odd",
            "t42"."inapplicable",
            "t42"."relied_on",
            "t42"."broken",
            "t42"."due",
            "t42"."last_working",
            "t42"."thread_of",
            "t42"."source",
            "t20"."as_of"
          FROM (
            SELECT
              "t40"."clock",
              "t40"."final",
              "t40"."number",
              "t40"."mark",
              "t40"."after",
              "t40"."reversed_on",
              "t40"."is_met",
              "t40"."close",
              "t40"."undated",
              "t40"."case",
              "t40"."duty",
              "t40"."place",
              "t40"."day",
              "t40"."code",
              "t40"."rule",
              "t40"."request",
              "t40"."referral",
              "t40"."sort",
              "t40"."odd",
              "t40"."tested",
              "t40"."moved_to",
              "t40"."starts_on",
              "t40"."begun",
              "t40"."version",
              "t40"."plain_due",
              "t40"."plain_last",
              "t40"."odd_due",
              "t40"."odd_last",
              COALESCE("t40"."open_ended", FALSE) AS "open_ended",
              "t40"."is_odd",
              "t40"."inapplicable",
              "t40"."relied_on",
              "t40"."broken",
              CASE
                WHEN COALESCE("t40"."is_odd", FALSE)
                THEN "t40"."odd_due"
                ELSE "t40"."plain_due"
              END AS "due",
              CASE
                WHEN COALESCE("t40"."is_odd", FALSE)
                THEN "t40"."odd_last"
                ELSE "t40"."plain_last"
              END AS "last_working",
              CAST((
                "t40"."clock" % 16777216
              ) - 1 AS INT) AS "thread_of",
              CAST((
                "t40"."mark" >> 6
              ) % 64 AS SMALLINT) AS "source"
            FROM (
              SELECT
                "t39"."clock",
                "t39"."final",
                "t39"."number",
                "t39"."mark",
                "t39"."after",
                "t39"."reversed_on",
                "t39"."is_met",
                "t39"."close",
                "t39"."undated",
                "t39"."case",
                "t39"."duty",
                "t39"."place",
                "t39"."day",
                "t39"."code",
                "t39"."rule",
                "t39"."request",
                "t39"."referral",
                "t39"."sort",
                "t39"."odd",
                "t39"."tested",
                "t39"."moved_to",
                "t39"."starts_on",
                "t39"."begun",
                "t21"."version",
                "t21"."plain_due",
                "t21"."plain_last",
                "t33"."odd_due",
                "t33"."odd_last",
                "t33"."open_ended",
                "t33"."is_odd",
                "t22"."inapplicable",
                "t22"."relied_on",
                "t22"."broken"
              FROM (
                SELECT
                  "t37"."clock",
                  "t37"."final",
                  "t37"."number",
                  "t37"."mark",
                  "t37"."after",
                  "t37"."reversed_on",
                  "t37"."is_met",
                  "t37"."close",
                  "t37"."undated",
                  "t37"."case",
                  "t37"."duty",
                  "t37"."place",
                  "t37"."day",
                  "t37"."code",
                  "t37"."rule",
                  "t37"."request",
                  "t37"."referral",
                  "t37"."sort",
                  "t37"."odd",
                  "t37"."tested",
                  "t37"."moved_to",
                  COALESCE("t37"."moved_to", "t37"."day") AS "starts_on",
                  (
                    (
                      CAST(COALESCE("t37"."moved_to", "t37"."day") AS BIGINT) + 1000000
                    ) << 16
                  ) + (
                    (
                      CAST("t37"."duty" AS BIGINT) << 6
                    ) + "t37"."code"
                  ) AS "begun"
                FROM (
                  SELECT
                    "t36"."clock",
                    "t36"."final",
                    "t36"."number",
                    "t36"."mark",
                    "t36"."after",
                    "t36"."reversed_on",
                    "t36"."is_met",
                    "t36"."close",
                    "t36"."undated",
                    "t36"."case",
                    "t36"."duty",
                    "t36"."place",
                    "t36"."day",
                    "t36"."code",
                    "t23"."rule",
                    "t23"."request",
                    "t23"."referral",
                    "t23"."sort",
                    "t23"."odd",
                    "t23"."tested",
                    "t24"."moved_to"
                  FROM (
                    SELECT
                      "t34"."clock",
                      "t34"."final",
                      "t34"."number",
                      "t34"."mark",
                      "t34"."after",
                      "t34"."reversed_on",
                      "t34"."is_met",
                      "t34"."close",
                      "t34"."undated",
                      CAST("t34"."clock" >> 34 AS INT) AS "case",
                      CAST((
                        "t34"."clock" >> 24
                      ) % 1024 AS SMALLINT) AS "duty",
                      "t34"."mark" >> 12 AS "place",
                      CAST((
                        (
                          "t34"."mark" >> 12
                        ) >> 20
                      ) - 1000000 AS INT) AS "day",
                      CAST("t34"."mark" % 64 AS SMALLINT) AS "code"
                    FROM (
                      SELECT
                        "t30"."clock",
                        "t30"."final",
                        "t30"."number",
                        "t30"."mark",
                        "t30"."after",
                        "t30"."reversed_on",
                        "t30"."is_met",
                        "t30"."close",
                        "t30"."undated"
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            *
                          FROM "turned" AS "t10"
                          WHERE
                            NOT (
                              COALESCE("t10"."final" >= "t10"."close", FALSE)
                            )
                        ) AS "t28"
                        UNION ALL
                        SELECT
                          *
                        FROM "turns" AS "t8"
                      ) AS "t30"
                      ANTI JOIN "only_asked" AS "t11"
                        ON "t30"."clock" = "t11"."clock"
                    ) AS "t34"
                  ) AS "t36"
                  LEFT OUTER JOIN (
                    SELECT
                      "t4"."duty" AS "key_duty",
                      "t4"."code" AS "key_code",
                      "t4"."rule",
                      "t4"."request",
                      "t4"."referral",
                      "t4"."sort",
                      "t4"."odd",
                      "t4"."tested"
                    FROM "start_facts" AS "t4"
                  ) AS "t23"
                    ON "t36"."duty" = "t23"."key_duty" AND "t36"."code" = "t23"."key_code"
                  LEFT OUTER JOIN (
                    SELECT
                      "t5"."case" AS "key_case",
                      "t5"."place" AS "key_place",
                      "t5"."rule" AS "key_rule",
                      "t5"."starts_on" AS "moved_to"
                    FROM "shifted" AS "t5"
                  ) AS "t24"
                    ON "t36"."case" = "t24"."key_case"
                    AND "t36"."place" = "t24"."key_place"
                    AND "t23"."rule" = "t24"."key_rule"
                ) AS "t37"
              ) AS "t39"
              LEFT OUTER JOIN (
                SELECT
                  "t2"."begun" AS "key_begun",
                  "t2"."version",
                  "t2"."due" AS "plain_due",
                  "t2"."last_working" AS "plain_last"
                FROM "deadlines" AS "t2"
              ) AS "t21"
                ON "t39"."begun" = "t21"."key_begun"
              LEFT OUTER JOIN (
                SELECT
                  "t31"."clock" AS "key_clock",
                  "t31"."due" AS "odd_due",
                  "t31"."last_working" AS "odd_last",
                  "t31"."open_ended",
                  TRUE AS "is_odd"
                FROM (
                  SELECT
                    "t27"."clock",
                    "t27"."mark",
                    "t27"."lent",
                    "t27"."due",
                    "t27"."open_ended",
                    "t26"."last_working"
                  FROM (
                    SELECT
                      *
                    FROM "worked_dues" AS "t6"
                    WHERE
                      NOT (
                        "t6"."lent"
                      )
                  ) AS "t27"
                  LEFT OUTER JOIN (
                    SELECT
                      "t7"."day" AS "key_day",
                      "t7"."last_working"
                    FROM "calendar" AS "t7"
                  ) AS "t26"
                    ON "t27"."due" = "t26"."key_day"
                ) AS "t31"
              ) AS "t33"
                ON "t39"."clock" = "t33"."key_clock"
              LEFT OUTER JOIN (
                SELECT
                  "t3"."clock" AS "key_clock",
                  "t3"."inapplicable",
                  "t3"."relied_on",
                  "t3"."broken"
                FROM "bearing" AS "t3"
              ) AS "t22"
                ON "t39"."clock" = "t22"."key_clock"
            ) AS "t40"
          ) AS "t42"
          CROSS JOIN (
            SELECT
              "t1"."as_of"
            FROM "question" AS "t1"
          ) AS "t20"
        ) AS "t43"
      ) AS "t45"
      LEFT OUTER JOIN (
        SELECT
          "t0"."duty" AS "key_duty",
          "t0"."source" AS "key_source",
          TRUE AS "is_untold"
        FROM "untold" AS "t0"
      ) AS "t19"
        ON "t45"."duty" = "t19"."key_duty" AND "t45"."source" = "t19"."key_source"
    ) AS "t46"
  ) AS "t47"
) AS "t48"
