SELECT
  "t63"."case",
  "t63"."duty",
  "t63"."number",
  "t63"."state",
  "t63"."starts_on",
  "t63"."due",
  "t63"."open_ended",
  "t63"."disapplied",
  CAST((
    "t63"."clock" % 16777216
  ) - 1 AS INT) AS "thread_of",
  CAST("t63"."place" % 1048576 AS INT) AS "trigger",
  CASE WHEN "t63"."sort" = 3 THEN NULL ELSE "t63"."last_working" END AS "act_by",
  CAST(CASE WHEN "t63"."sort" = 3 THEN "t63"."due" + 1 ELSE NULL END AS INT) AS "may_act_from",
  CASE WHEN "t63"."is_met" THEN "t63"."closed_on" ELSE NULL END AS "met_on",
  CASE WHEN "t63"."is_met" THEN "t63"."answer" ELSE NULL END AS "met",
  CASE WHEN "t63"."is_ended" THEN "t63"."closed_on" ELSE NULL END AS "ended_on",
  CASE WHEN "t63"."is_ended" THEN "t63"."answer" ELSE NULL END AS "ended",
  CASE
    WHEN "t63"."stands"
    THEN CAST((
      "t63"."broken" >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "broken_on",
  (
    "t63"."close" IS NOT NULL
  ) AND "t63"."undated" AS "undated",
  CAST(CASE
    WHEN (
      "t63"."sort" IN (4, 0, 1) OR (
        "t63"."state" = 17
      )
    )
    AND (
      "t63"."due" IS NOT NULL
    )
    AND (
      CASE
        WHEN "t63"."is_met" OR "t63"."is_ended"
        THEN "t63"."closed_on"
        ELSE (
          SELECT
            "t2"."as_of"
          FROM "question" AS "t2"
        )
      END IS NOT NULL
    )
    THEN GREATEST(
      CASE
        WHEN "t63"."is_met" OR "t63"."is_ended"
        THEN "t63"."closed_on"
        ELSE (
          SELECT
            "t2"."as_of"
          FROM "question" AS "t2"
        )
      END - "t63"."due",
      0
    )
    ELSE 0
  END AS INT) AS "days_past"
FROM (
  SELECT
    "t62"."clock",
    "t62"."final",
    "t62"."number",
    "t62"."mark",
    "t62"."after",
    "t62"."reversed_on",
    "t62"."is_met",
    "t62"."close",
    "t62"."undated",
    "t62"."case",
    "t62"."duty",
    "t62"."place",
    "t62"."day",
    "t62"."code",
    "t62"."rule",
    "t62"."request",
    "t62"."referral",
    "t62"."sort",
    "t62"."odd",
    "t62"."tested",
    "t62"."moved_to",
    "t62"."starts_on",
    "t62"."in_force_on",
    "t62"."rule_duty",
    "t62"."rule_code",
    "t62"."version",
    "t62"."rule_starts",
    "t62"."rule_ends",
    "t62"."way",
    "t62"."shift",
    "t62"."begin",
    "t62"."calendar",
    "t62"."roll",
    "t62"."counted_from",
    "t62"."limb_due",
    "t62"."odd_due",
    "t62"."open_ended",
    "t62"."is_odd",
    "t62"."inapplicable",
    "t62"."relied_on",
    "t62"."broken",
    "t62"."due",
    "t62"."stands",
    "t62"."source",
    "t62"."disapplied",
    "t62"."last_working",
    "t62"."is_untold",
    "t62"."closed_on",
    "t62"."answer",
    "t62"."is_ended",
    CAST(CASE
      WHEN "t62"."version" IS NULL
      THEN 1
      WHEN COALESCE("t62"."inapplicable", FALSE)
      THEN 2
      WHEN NOT (
        "t62"."stands"
      )
      THEN 3
      WHEN "t62"."broken" IS NOT NULL
      THEN 4
      WHEN COALESCE("t62"."is_untold", FALSE)
      AND CASE
        WHEN "t62"."sort" = 0
        THEN CASE
          WHEN "t62"."is_met" AND "t62"."undated"
          THEN 11
          WHEN "t62"."is_met" AND NOT (
            COALESCE("t62"."closed_on" > "t62"."due", FALSE)
          )
          THEN 7
          WHEN "t62"."is_met" AND "t62"."disapplied"
          THEN 10
          WHEN "t62"."is_met"
          THEN 8
          WHEN "t62"."is_ended"
          THEN 22
          WHEN NOT (
            COALESCE("t62"."due" < (
              SELECT
                "t2"."as_of"
              FROM "question" AS "t2"
            ), FALSE)
          )
          THEN 5
          WHEN "t62"."disapplied"
          THEN 12
          ELSE 6
        END
        WHEN "t62"."sort" = 1
        THEN CASE
          WHEN "t62"."is_met" AND "t62"."undated"
          THEN 11
          WHEN "t62"."is_met" AND NOT (
            COALESCE("t62"."closed_on" > "t62"."due", FALSE)
          )
          THEN 7
          WHEN "t62"."is_met"
          THEN 9
          WHEN "t62"."is_ended"
          THEN 22
          WHEN NOT (
            COALESCE("t62"."due" < (
              SELECT
                "t2"."as_of"
              FROM "question" AS "t2"
            ), FALSE)
          )
          THEN 5
          ELSE 13
        END
        WHEN "t62"."sort" = 2
        THEN CASE
          WHEN "t62"."is_met" AND COALESCE("t62"."closed_on" > "t62"."due", FALSE)
          THEN 17
          WHEN "t62"."is_met"
          THEN 16
          WHEN "t62"."is_ended"
          THEN 22
          WHEN COALESCE("t62"."due" < (
            SELECT
              "t2"."as_of"
            FROM "question" AS "t2"
          ), FALSE)
          THEN 15
          ELSE 14
        END
        WHEN "t62"."sort" = 3
        THEN CASE
          WHEN "t62"."is_met"
          THEN 20
          WHEN "t62"."is_ended"
          THEN 22
          WHEN COALESCE("t62"."due" < (
            SELECT
              "t2"."as_of"
            FROM "question" AS "t2"
          ), FALSE)
          THEN 19
          ELSE 18
        END
        WHEN "t62"."sort" = 4
        THEN CASE
          WHEN CASE
            WHEN "t62"."is_met" AND "t62"."undated"
            THEN 11
            WHEN "t62"."is_met" AND NOT (
              COALESCE("t62"."closed_on" > "t62"."due", FALSE)
            )
            THEN 7
            WHEN "t62"."is_met" AND "t62"."disapplied"
            THEN 10
            WHEN "t62"."is_met"
            THEN 8
            WHEN "t62"."is_ended"
            THEN 22
            WHEN NOT (
              COALESCE("t62"."due" < (
                SELECT
                  "t2"."as_of"
                FROM "question" AS "t2"
              ), FALSE)
            )
            THEN 5
            WHEN "t62"."disapplied"
            THEN 12
            ELSE 6
          END IN (8, 10)
          THEN 7
          ELSE CASE
            WHEN "t62"."is_met" AND "t62"."undated"
            THEN 11
            WHEN "t62"."is_met" AND NOT (
              COALESCE("t62"."closed_on" > "t62"."due", FALSE)
            )
            THEN 7
            WHEN "t62"."is_met" AND "t62"."disapplied"
            THEN 10
            WHEN "t62"."is_met"
            THEN 8
            WHEN "t62"."is_ended"
            THEN 22
            WHEN NOT (
              COALESCE("t62"."due" < (
                SELECT
                  "t2"."as_of"
                FROM "question" AS "t2"
              ), FALSE)
            )
            THEN 5
            WHEN "t62"."disapplied"
            THEN 12
            ELSE 6
          END
        END
        ELSE CASE WHEN "t62"."is_met" THEN 7 WHEN "t62"."is_ended" THEN 22 ELSE 21 END
      END IN (15, 12, 14, 6, 21, 19, 13, 5, 18)
      THEN 23
      ELSE CASE
        WHEN "t62"."sort" = 0
        THEN CASE
          WHEN "t62"."is_met" AND "t62"."undated"
          THEN 11
          WHEN "t62"."is_met" AND NOT (
            COALESCE("t62"."closed_on" > "t62"."due", FALSE)
          )
          THEN 7
          WHEN "t62"."is_met" AND "t62"."disapplied"
          THEN 10
          WHEN "t62"."is_met"
          THEN 8
          WHEN "t62"."is_ended"
          THEN 22
          WHEN NOT (
            COALESCE("t62"."due" < (
              SELECT
                "t2"."as_of"
              FROM "question" AS "t2"
            ), FALSE)
          )
          THEN 5
          WHEN "t62"."disapplied"
          THEN 12
          ELSE 6
        END
        WHEN "t62"."sort" = 1
        THEN CASE
          WHEN "t62"."is_met" AND "t62"."undated"
          THEN 11
          WHEN "t62"."is_met" AND NOT (
            COALESCE("t62"."closed_on" > "t62"."due", FALSE)
          )
          THEN 7
          WHEN "t62"."is_met"
          THEN 9
          WHEN "t62"."is_ended"
          THEN 22
          WHEN NOT (
            COALESCE("t62"."due" < (
              SELECT
                "t2"."as_of"
              FROM "question" AS "t2"
            ), FALSE)
          )
          THEN 5
          ELSE 13
        END
        WHEN "t62"."sort" = 2
        THEN CASE
          WHEN "t62"."is_met" AND COALESCE("t62"."closed_on" > "t62"."due", FALSE)
          THEN 17
          WHEN "t62"."is_met"
          THEN 16
          WHEN "t62"."is_ended"
          THEN 22
          WHEN COALESCE("t62"."due" < (
            SELECT
              "t2"."as_of"
            FROM "question" AS "t2"
          ), FALSE)
          THEN 15
          ELSE 14
        END
        WHEN "t62"."sort" = 3
        THEN CASE
          WHEN "t62"."is_met"
          THEN 20
          WHEN "t62"."is_ended"
          THEN 22
          WHEN COALESCE("t62"."due" < (
            SELECT
              "t2"."as_of"
            FROM "question" AS "t2"
          ), FALSE)
          THEN 19
          ELSE 18
        END
        WHEN "t62"."sort" = 4
        THEN CASE
          WHEN CASE
            WHEN "t62"."is_met" AND "t62"."undated"
            THEN 11
            WHEN "t62"."is_met" AND NOT (
              COALESCE("t62"."closed_on" > "t62"."due", FALSE)
            )
            THEN 7
            WHEN "t62"."is_met" AND "t62"."disapplied"
            THEN 10
            WHEN "t62"."is_met"
            THEN 8
            WHEN "t62"."is_ended"
            THEN 22
            WHEN NOT (
              COALESCE("t62"."due" < (
                SELECT
                  "t2"."as_of"
                FROM "question" AS "t2"
              ), FALSE)
            )
            THEN 5
            WHEN "t62"."disapplied"
            THEN 12
            ELSE 6
          END IN (8, 10)
          THEN 7
          ELSE CASE
            WHEN "t62"."is_met" AND "t62"."undated"
            THEN 11
            WHEN "t62"."is_met" AND NOT (
              COALESCE("t62"."closed_on" > "t62"."due", FALSE)
            )
            THEN 7
            WHEN "t62"."is_met" AND "t62"."disapplied"
            THEN 10
            WHEN "t62"."is_met"
            THEN 8
            WHEN "t62"."is_ended"
            THEN 22
            WHEN NOT (
              COALESCE("t62"."due" < (
                SELECT
                  "t2"."as_of"
                FROM "question" AS "t2"
              ), FALSE)
            )
            THEN 5
            WHEN "t62"."disapplied"
            THEN 12
            ELSE 6
          END
        END
        ELSE CASE WHEN "t62"."is_met" THEN 7 WHEN "t62"."is_ended" THEN 22 ELSE 21 END
      END
    END AS SMALLINT) AS "state"
  FROM (
    SELECT
      "t61"."clock",
      "t61"."final",
      "t61"."number",
      "t61"."mark",
      "t61"."after",
      "t61"."reversed_on",
      (
        "t61"."close" IS NOT NULL
      ) AND "t61"."is_met" AS "is_met",
      "t61"."close",
      "t61"."undated",
      "t61"."case",
      "t61"."duty",
      "t61"."place",
      "t61"."day",
      "t61"."code",
      "t61"."rule",
      "t61"."request",
      "t61"."referral",
      "t61"."sort",
      "t61"."odd",
      "t61"."tested",
      "t61"."moved_to",
      "t61"."starts_on",
      "t61"."in_force_on",
      "t61"."rule_duty",
      "t61"."rule_code",
      "t61"."version",
      "t61"."rule_starts",
      "t61"."rule_ends",
      "t61"."way",
      "t61"."shift",
      "t61"."begin",
      "t61"."calendar",
      "t61"."roll",
      "t61"."counted_from",
      "t61"."limb_due",
      "t61"."odd_due",
      "t61"."open_ended",
      "t61"."is_odd",
      "t61"."inapplicable",
      "t61"."relied_on",
      "t61"."broken",
      "t61"."due",
      "t61"."stands",
      "t61"."source",
      "t61"."disapplied",
      "t61"."last_working",
      "t61"."is_untold",
      CASE
        WHEN "t61"."undated"
        THEN NULL
        ELSE CAST((
          "t61"."close" >> 20
        ) - 1000000 AS INT)
      END AS "closed_on",
      CAST("t61"."close" % 1048576 AS INT) AS "answer",
      (
        "t61"."close" IS NOT NULL
      ) AND NOT (
        "t61"."is_met"
      ) AS "is_ended"
    FROM (
      SELECT
        "t60"."clock",
        "t60"."final",
        "t60"."number",
        "t60"."mark",
        "t60"."after",
        "t60"."reversed_on",
        "t60"."is_met",
        "t60"."close",
        "t60"."undated",
        "t60"."case",
        "t60"."duty",
        "t60"."place",
        "t60"."day",
        "t60"."code",
        "t60"."rule",
        "t60"."request",
        "t60"."referral",
        "t60"."sort",
        "t60"."odd",
        "t60"."tested",
        "t60"."moved_to",
        "t60"."starts_on",
        "t60"."in_force_on",
        "t60"."rule_duty",
        "t60"."rule_code",
        "t60"."version",
        "t60"."rule_starts",
        "t60"."rule_ends",
        "t60"."way",
        "t60"."shift",
        "t60"."begin",
        "t60"."calendar",
        "t60"."roll",
        "t60"."counted_from",
        "t60"."limb_due",
        "t60"."odd_due",
        "t60"."open_ended",
        "t60"."is_odd",
        "t60"."inapplicable",
        "t60"."relied_on",
        "t60"."broken",
        "t60"."due",
        "t60"."stands",
        "t60"."source",
        "t60"."disapplied",
        "t25"."last_working",
        "t28"."is_untold"
      FROM (
        SELECT
          "t58"."clock",
          "t58"."final",
          "t58"."number",
          "t58"."mark",
          "t58"."after",
          "t58"."reversed_on",
          "t58"."is_met",
          CASE
            WHEN NOT (
              COALESCE("t58"."inapplicable", FALSE)
            )
            AND (
              "t58"."version" IS NOT NULL
            )
            AND (
              "t58"."sort" <> 6
            )
            THEN "t58"."close"
            ELSE NULL
          END AS "close",
          "t58"."undated",
          "t58"."case",
          "t58"."duty",
          "t58"."place",
          "t58"."day",
          "t58"."code",
          "t58"."rule",
          "t58"."request",
          "t58"."referral",
          "t58"."sort",
          "t58"."odd",
          "t58"."tested",
          "t58"."moved_to",
          "t58"."starts_on",
          "t58"."in_force_on",
          "t58"."rule_duty",
          "t58"."rule_code",
          "t58"."version",
          "t58"."rule_starts",
          "t58"."rule_ends",
          "t58"."way",
          "t58"."shift",
          "t58"."begin",
          "t58"."calendar",
          "t58"."roll",
          "t58"."counted_from",
          "t58"."limb_due",
          "t58"."odd_due",
          COALESCE("t58"."open_ended", FALSE) AS "open_ended",
          "t58"."is_odd",
          "t58"."inapplicable",
          "t58"."relied_on",
          "t58"."broken",
          CASE
            WHEN NOT (
              COALESCE("t58"."inapplicable", FALSE)
            )
            AND (
              "t58"."version" IS NOT NULL
            )
            AND (
              "t58"."sort" <> 6
            )
            THEN CASE
              WHEN COALESCE("t58"."is_odd", FALSE)
              THEN "t58"."odd_due"
              ELSE "t58"."limb_due"
            END
            ELSE NULL
          END AS "due",
          NOT (
            COALESCE("t58"."inapplicable", FALSE)
          )
          AND (
            "t58"."version" IS NOT NULL
          )
          AND (
            "t58"."sort" <> 6
          ) AS "stands",
          CAST((
            "t58"."mark" >> 6
          ) % 64 AS SMALLINT) AS "source",
          NOT (
            COALESCE("t58"."inapplicable", FALSE)
          )
          AND (
            "t58"."version" IS NOT NULL
          )
          AND (
            "t58"."sort" <> 6
          )
          AND COALESCE("t58"."relied_on", FALSE) AS "disapplied"
        FROM (
          SELECT
            "t57"."clock",
            "t57"."final",
            "t57"."number",
            "t57"."mark",
            "t57"."after",
            "t57"."reversed_on",
            "t57"."is_met",
            "t57"."close",
            "t57"."undated",
            "t57"."case",
            "t57"."duty",
            "t57"."place",
            "t57"."day",
            "t57"."code",
            "t57"."rule",
            "t57"."request",
            "t57"."referral",
            "t57"."sort",
            "t57"."odd",
            "t57"."tested",
            "t57"."moved_to",
            "t57"."starts_on",
            "t57"."in_force_on",
            "t57"."rule_duty",
            "t57"."rule_code",
            "t57"."version",
            "t57"."rule_starts",
            "t57"."rule_ends",
            "t57"."way",
            "t57"."shift",
            "t57"."begin",
            "t57"."calendar",
            "t57"."roll",
            "t57"."counted_from",
            "t57"."limb_due",
            "t36"."odd_due",
            "t36"."open_ended",
            "t36"."is_odd",
            "t30"."inapplicable",
            "t30"."relied_on",
            "t30"."broken"
          FROM (
            SELECT
              "t55"."clock",
              "t55"."final",
              "t55"."number",
              "t55"."mark",
              "t55"."after",
              "t55"."reversed_on",
              "t55"."is_met",
              "t55"."close",
              "t55"."undated",
              "t55"."case",
              "t55"."duty",
              "t55"."place",
              "t55"."day",
              "t55"."code",
              "t55"."rule",
              "t55"."request",
              "t55"."referral",
              "t55"."sort",
              "t55"."odd",
              "t55"."tested",
              "t55"."moved_to",
              "t55"."starts_on",
              "t55"."in_force_on",
              "t55"."rule_duty",
              "t55"."rule_code",
              "t55"."version",
              "t55"."rule_starts",
              "t55"."rule_ends",
              "t55"."way",
              "t55"."shift",
              "t55"."begin",
              "t55"."calendar",
              "t55"."roll",
              "t55"."counted_from",
              CASE
                WHEN "t55"."roll" = 0
                THEN "t55"."limb_due"
                WHEN "t55"."roll" = 1
                THEN "t55"."next"
                ELSE "t55"."hesc"
              END AS "limb_due"
            FROM (
              SELECT
                "t54"."clock",
                "t54"."final",
                "t54"."number",
                "t54"."mark",
                "t54"."after",
                "t54"."reversed_on",
                "t54"."is_met",
                "t54"."close",
                "t54"."undated",
                "t54"."case",
                "t54"."duty",
                "t54"."place",
                "t54"."day",
                "t54"."code",
                "t54"."rule",
                "t54"."request",
                "t54"."referral",
                "t54"."sort",
                "t54"."odd",
                "t54"."tested",
                "t54"."moved_to",
                "t54"."starts_on",
                "t54"."in_force_on",
                "t54"."rule_duty",
                "t54"."rule_code",
                "t54"."version",
                "t54"."rule_starts",
                "t54"."rule_ends",
                "t54"."way",
                "t54"."shift",
                "t54"."begin",
                "t54"."calendar",
                "t54"."roll",
                "t54"."counted_from",
                "t54"."look",
                "t54"."months",
                "t54"."working",
                "t54"."month",
                "t54"."january",
                "t54"."of_month",
                "t54"."upto_ew",
                "t54"."upto_uk",
                "t54"."upto_hesc",
                "t54"."target",
                "t54"."nth",
                "t54"."first",
                "t54"."length",
                "t54"."working_day",
                "t54"."limb_due",
                "t54"."rolls",
                "t26"."next",
                "t26"."hesc"
              FROM (
                SELECT
                  "t52"."clock",
                  "t52"."final",
                  "t52"."number",
                  "t52"."mark",
                  "t52"."after",
                  "t52"."reversed_on",
                  "t52"."is_met",
                  "t52"."close",
                  "t52"."undated",
                  "t52"."case",
                  "t52"."duty",
                  "t52"."place",
                  "t52"."day",
                  "t52"."code",
                  "t52"."rule",
                  "t52"."request",
                  "t52"."referral",
                  "t52"."sort",
                  "t52"."odd",
                  "t52"."tested",
                  "t52"."moved_to",
                  "t52"."starts_on",
                  "t52"."in_force_on",
                  "t52"."rule_duty",
                  "t52"."rule_code",
                  "t52"."version",
                  "t52"."rule_starts",
                  "t52"."rule_ends",
                  "t52"."way",
                  "t52"."shift",
                  "t52"."begin",
                  "t52"."calendar",
                  "t52"."roll",
                  "t52"."counted_from",
                  "t52"."look",
                  "t52"."months",
                  "t52"."working",
                  "t52"."month",
                  "t52"."january",
                  "t52"."of_month",
                  "t52"."upto_ew",
                  "t52"."upto_uk",
                  "t52"."upto_hesc",
                  "t52"."target",
                  "t52"."nth",
                  "t52"."first",
                  "t52"."length",
                  "t52"."working_day",
                  CAST(CASE
                    WHEN "t52"."way" = 1
                    THEN "t52"."counted_from" + "t52"."shift"
                    WHEN "t52"."way" = 5
                    THEN (
                      "t52"."first" + (
                        "t52"."shift" % 64
                      )
                    ) - 1
                    WHEN "t52"."months"
                    THEN CASE
                      WHEN "t52"."of_month" <= "t52"."length"
                      THEN (
                        (
                          "t52"."first" + "t52"."of_month"
                        ) - 1
                      ) - CAST("t52"."way" = 3 AS INT)
                      ELSE (
                        "t52"."first" + "t52"."length"
                      ) - 1
                    END
                    WHEN "t52"."working"
                    THEN "t52"."working_day"
                    ELSE "t52"."counted_from"
                  END AS INT) AS "limb_due",
                  CASE
                    WHEN "t52"."roll" > 0
                    THEN CAST(CASE
                      WHEN "t52"."way" = 1
                      THEN "t52"."counted_from" + "t52"."shift"
                      WHEN "t52"."way" = 5
                      THEN (
                        "t52"."first" + (
                          "t52"."shift" % 64
                        )
                      ) - 1
                      WHEN "t52"."months"
                      THEN CASE
                        WHEN "t52"."of_month" <= "t52"."length"
                        THEN (
                          (
                            "t52"."first" + "t52"."of_month"
                          ) - 1
                        ) - CAST("t52"."way" = 3 AS INT)
                        ELSE (
                          "t52"."first" + "t52"."length"
                        ) - 1
                      END
                      WHEN "t52"."working"
                      THEN "t52"."working_day"
                      ELSE "t52"."counted_from"
                    END AS INT)
                    ELSE NULL
                  END AS "rolls"
                FROM (
                  SELECT
                    "t51"."clock",
                    "t51"."final",
                    "t51"."number",
                    "t51"."mark",
                    "t51"."after",
                    "t51"."reversed_on",
                    "t51"."is_met",
                    "t51"."close",
                    "t51"."undated",
                    "t51"."case",
                    "t51"."duty",
                    "t51"."place",
                    "t51"."day",
                    "t51"."code",
                    "t51"."rule",
                    "t51"."request",
                    "t51"."referral",
                    "t51"."sort",
                    "t51"."odd",
                    "t51"."tested",
                    "t51"."moved_to",
                    "t51"."starts_on",
                    "t51"."in_force_on",
                    "t51"."rule_duty",
                    "t51"."rule_code",
                    "t51"."version",
                    "t51"."rule_starts",
                    "t51"."rule_ends",
                    "t51"."way",
                    "t51"."shift",
                    "t51"."begin",
                    "t51"."calendar",
                    "t51"."roll",
                    "t51"."counted_from",
                    "t51"."look",
                    "t51"."months",
                    "t51"."working",
                    "t51"."month",
                    "t51"."january",
                    "t51"."of_month",
                    "t51"."upto_ew",
                    "t51"."upto_uk",
                    "t51"."upto_hesc",
                    "t51"."target",
                    "t51"."nth",
                    "t31"."first",
                    "t31"."length",
                    "t32"."working_day"
                  FROM (
                    SELECT
                      "t49"."clock",
                      "t49"."final",
                      "t49"."number",
                      "t49"."mark",
                      "t49"."after",
                      "t49"."reversed_on",
                      "t49"."is_met",
                      "t49"."close",
                      "t49"."undated",
                      "t49"."case",
                      "t49"."duty",
                      "t49"."place",
                      "t49"."day",
                      "t49"."code",
                      "t49"."rule",
                      "t49"."request",
                      "t49"."referral",
                      "t49"."sort",
                      "t49"."odd",
                      "t49"."tested",
                      "t49"."moved_to",
                      "t49"."starts_on",
                      "t49"."in_force_on",
                      "t49"."rule_duty",
                      "t49"."rule_code",
                      "t49"."version",
                      "t49"."rule_starts",
                      "t49"."rule_ends",
                      "t49"."way",
                      "t49"."shift",
                      "t49"."begin",
                      "t49"."calendar",
                      "t49"."roll",
                      "t49"."counted_from",
                      "t49"."look",
                      "t49"."months",
                      "t49"."working",
                      "t49"."month",
                      "t49"."january",
                      "t49"."of_month",
                      "t49"."upto_ew",
                      "t49"."upto_uk",
                      "t49"."upto_hesc",
                      CAST(CASE
                        WHEN "t49"."way" = 5
                        THEN (
                          "t49"."january" + (
                            "t49"."shift" >> 6
                          )
                        ) - 1200
                        ELSE "t49"."month" + "t49"."shift"
                      END AS INT) AS "target",
                      CAST(CASE
                        WHEN "t49"."working"
                        THEN CASE
                          WHEN "t49"."calendar" = 0
                          THEN "t49"."upto_ew"
                          WHEN "t49"."calendar" = 1
                          THEN "t49"."upto_uk"
                          ELSE "t49"."upto_hesc"
                        END + GREATEST("t49"."shift", 1)
                        ELSE NULL
                      END AS INT) AS "nth"
                    FROM (
                      SELECT
                        "t48"."clock",
                        "t48"."final",
                        "t48"."number",
                        "t48"."mark",
                        "t48"."after",
                        "t48"."reversed_on",
                        "t48"."is_met",
                        "t48"."close",
                        "t48"."undated",
                        "t48"."case",
                        "t48"."duty",
                        "t48"."place",
                        "t48"."day",
                        "t48"."code",
                        "t48"."rule",
                        "t48"."request",
                        "t48"."referral",
                        "t48"."sort",
                        "t48"."odd",
                        "t48"."tested",
                        "t48"."moved_to",
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
                        "t27"."month",
                        "t27"."january",
                        "t27"."of_month",
                        "t27"."upto_ew",
                        "t27"."upto_uk",
                        "t27"."upto_hesc"
                      FROM (
                        SELECT
                          "t46"."clock",
                          "t46"."final",
                          "t46"."number",
                          "t46"."mark",
                          "t46"."after",
                          "t46"."reversed_on",
                          "t46"."is_met",
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
                          CASE WHEN "t46"."way" IS NOT NULL THEN "t46"."starts_on" ELSE NULL END AS "counted_from",
                          CAST(CASE
                            WHEN "t46"."way" IN (2, 3, 5)
                            THEN CASE WHEN "t46"."way" IS NOT NULL THEN "t46"."starts_on" ELSE NULL END
                            WHEN (
                              "t46"."way" = 4
                            ) AND (
                              "t46"."begin" OR (
                                "t46"."shift" > 0
                              )
                            )
                            THEN CASE WHEN "t46"."way" IS NOT NULL THEN "t46"."starts_on" ELSE NULL END - CAST("t46"."begin" AS INT)
                            ELSE NULL
                          END AS INT) AS "look",
                          "t46"."way" IN (2, 3, 5) AS "months",
                          (
                            "t46"."way" = 4
                          ) AND (
                            "t46"."begin" OR (
                              "t46"."shift" > 0
                            )
                          ) AS "working"
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
                            "t45"."in_force_on",
                            "t33"."rule_duty",
                            "t33"."rule_code",
                            "t33"."version",
                            "t33"."rule_starts",
                            "t33"."rule_ends",
                            "t33"."way",
                            "t33"."shift",
                            "t33"."begin",
                            "t33"."calendar",
                            "t33"."roll"
                          FROM (
                            SELECT
                              "t43"."clock",
                              "t43"."final",
                              "t43"."number",
                              "t43"."mark",
                              "t43"."after",
                              "t43"."reversed_on",
                              "t43"."is_met",
                              "t43"."close",
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
                              COALESCE("t43"."moved_to", "t43"."day") AS "starts_on",
                              CASE
                                WHEN "t43"."sort" = 5
                                THEN (
                                  SELECT
                                    "t2"."as_of"
                                  FROM "question" AS "t2"
                                )
                                ELSE COALESCE("t43"."moved_to", "t43"."day")
                              END AS "in_force_on"
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
                                "t34"."rule",
                                "t34"."request",
                                "t34"."referral",
                                "t34"."sort",
                                "t34"."odd",
                                "t34"."tested",
                                "t35"."moved_to"
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
                                  CAST("t40"."clock" >> 34 AS INT) AS "case",
                                  CAST((
                                    "t40"."clock" >> 24
                                  ) % 1024 AS SMALLINT) AS "duty",
                                  "t40"."mark" >> 12 AS "place",
                                  CAST((
                                    (
                                      "t40"."mark" >> 12
                                    ) >> 20
                                  ) - 1000000 AS INT) AS "day",
                                  CAST("t40"."mark" % 64 AS SMALLINT) AS "code"
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
                                    "t39"."undated"
                                  FROM (
                                    SELECT
                                      *
                                    FROM (
                                      SELECT
                                        *
                                      FROM "turned" AS "t12"
                                      WHERE
                                        NOT (
                                          COALESCE("t12"."final" >= "t12"."close", FALSE)
                                        )
                                    ) AS "t37"
                                    UNION ALL
                                    SELECT
                                      *
                                    FROM "turns" AS "t10"
                                  ) AS "t39"
                                  ANTI JOIN "only_asked" AS "t13"
                                    ON "t39"."clock" = "t13"."clock"
                                ) AS "t40"
                              ) AS "t42"
                              LEFT OUTER JOIN (
                                SELECT
                                  "t8"."duty" AS "key_duty",
                                  "t8"."code" AS "key_code",
                                  "t8"."rule",
                                  "t8"."request",
                                  "t8"."referral",
                                  "t8"."sort",
                                  "t8"."odd",
                                  "t8"."tested"
                                FROM "start_facts" AS "t8"
                              ) AS "t34"
                                ON "t42"."duty" = "t34"."key_duty" AND "t42"."code" = "t34"."key_code"
                              LEFT OUTER JOIN (
                                SELECT
                                  "t9"."case" AS "key_case",
                                  "t9"."place" AS "key_place",
                                  "t9"."rule" AS "key_rule",
                                  "t9"."starts_on" AS "moved_to"
                                FROM "shifted" AS "t9"
                              ) AS "t35"
                                ON "t42"."case" = "t35"."key_case"
                                AND "t42"."place" = "t35"."key_place"
                                AND "t34"."rule" = "t35"."key_rule"
                            ) AS "t43"
                          ) AS "t45"
                          LEFT OUTER JOIN (
                            SELECT
                              "t7"."duty" AS "rule_duty",
                              "t7"."code" AS "rule_code",
                              "t7"."version",
                              "t7"."starts" AS "rule_starts",
                              "t7"."ends" AS "rule_ends",
                              "t7"."way",
                              "t7"."shift",
                              "t7"."begin",
                              "t7"."calendar",
                              "t7"."roll"
                            FROM "plain_rules" AS "t7"
                          ) AS "t33"
                            ON "t45"."duty" = "t33"."rule_duty"
                            AND "t45"."code" = "t33"."rule_code"
                            AND "t33"."rule_starts" <= "t45"."in_force_on"
                            AND "t33"."rule_ends" >= "t45"."in_force_on"
                        ) AS "t46"
                      ) AS "t48"
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
                      ) AS "t27"
                        ON "t48"."look" = "t27"."key_day"
                    ) AS "t49"
                  ) AS "t51"
                  LEFT OUTER JOIN (
                    SELECT
                      "t5"."month" AS "key_month",
                      "t5"."first",
                      "t5"."length"
                    FROM "months" AS "t5"
                  ) AS "t31"
                    ON "t51"."target" = "t31"."key_month"
                  LEFT OUTER JOIN (
                    SELECT
                      "t6"."nth" AS "key_nth",
                      "t6"."calendar" AS "key_calendar",
                      "t6"."day" AS "working_day"
                    FROM "workdays" AS "t6"
                  ) AS "t32"
                    ON "t51"."nth" = "t32"."key_nth" AND "t51"."calendar" = "t32"."key_calendar"
                ) AS "t52"
              ) AS "t54"
              LEFT OUTER JOIN (
                SELECT
                  "t0"."day" AS "key_day",
                  "t0"."rolled_next" AS "next",
                  "t0"."rolled_hesc" AS "hesc"
                FROM "calendar" AS "t0"
              ) AS "t26"
                ON "t54"."rolls" = "t26"."key_day"
            ) AS "t55"
          ) AS "t57"
          LEFT OUTER JOIN (
            SELECT
              "t3"."clock" AS "key_clock",
              "t3"."due" AS "odd_due",
              "t3"."open_ended",
              TRUE AS "is_odd"
            FROM "worked_dues" AS "t3"
            WHERE
              NOT (
                "t3"."lent"
              )
          ) AS "t36"
            ON "t57"."clock" = "t36"."key_clock"
          LEFT OUTER JOIN (
            SELECT
              "t4"."clock" AS "key_clock",
              "t4"."inapplicable",
              "t4"."relied_on",
              "t4"."broken"
            FROM "bearing" AS "t4"
          ) AS "t30"
            ON "t57"."clock" = "t30"."key_clock"
        ) AS "t58"
      ) AS "t60"
      LEFT OUTER JOIN (
        SELECT
          "t0"."day" AS "key_day",
          "t0"."last_working"
        FROM "calendar" AS "t0"
      ) AS "t25"
        ON "t60"."due" = "t25"."key_day"
      LEFT OUTER JOIN (
        SELECT
          "t1"."duty" AS "key_duty",
          "t1"."source" AS "key_source",
          TRUE AS "is_untold"
        FROM "untold" AS "t1"
      ) AS "t28"
        ON "t60"."duty" = "t28"."key_duty" AND "t60"."source" = "t28"."key_source"
    ) AS "t61"
  ) AS "t62"
) AS "t63"
