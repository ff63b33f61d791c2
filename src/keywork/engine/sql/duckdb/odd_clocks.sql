SELECT
  "t55"."case",
  "t55"."duty",
  "t55"."number",
  "t55"."state",
  "t55"."starts_on",
  "t55"."due",
  "t55"."open_ended",
  "t55"."disapplied",
  "t55"."thread_of",
  CAST("t55"."place" % 1048576 AS INT) AS "trigger",
  CASE WHEN "t55"."sort" = 3 THEN NULL ELSE "t55"."last_working" END AS "act_by",
  CAST(CASE WHEN "t55"."sort" = 3 THEN "t55"."due" + 1 ELSE NULL END AS INT) AS "may_act_from",
  CASE WHEN "t55"."is_met" THEN "t55"."closed_on" ELSE NULL END AS "met_on",
  CASE WHEN "t55"."is_met" THEN "t55"."answer" ELSE NULL END AS "met",
  CASE WHEN "t55"."is_ended" THEN "t55"."closed_on" ELSE NULL END AS "ended_on",
  CASE WHEN "t55"."is_ended" THEN "t55"."answer" ELSE NULL END AS "ended",
  CASE
    WHEN "t55"."stands"
    THEN CAST((
      "t55"."broken" >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "broken_on",
  (
    "t55"."close" IS NOT NULL
  ) AND "t55"."undated" AS "undated",
  CAST(CASE
    WHEN (
      "t55"."sort" IN (4, 0, 1) OR (
        "t55"."state" = 17
      )
    )
    AND (
      "t55"."due" IS NOT NULL
    )
    AND (
      CASE
        WHEN "t55"."is_met" OR "t55"."is_ended"
        THEN "t55"."closed_on"
        ELSE "t55"."as_of"
      END IS NOT NULL
    )
    THEN GREATEST(
      CASE
        WHEN "t55"."is_met" OR "t55"."is_ended"
        THEN "t55"."closed_on"
        ELSE "t55"."as_of"
      END - "t55"."due",
      0
    )
    ELSE 0
  END AS INT) AS "days_past"
FROM (
  SELECT
    "t54"."case",
    "t54"."duty",
    "t54"."number",
    "t54"."is_met",
    "t54"."undated",
    "t54"."code",
    "t54"."sort",
    "t54"."rule",
    "t54"."later",
    "t54"."odd",
    "t54"."inapplicable",
    "t54"."place",
    "t54"."source",
    "t54"."close",
    "t54"."broken",
    "t54"."fact_0",
    "t54"."fact_1",
    "t54"."limb_0",
    "t54"."rule_0",
    "t54"."field_0",
    "t54"."limb_1",
    "t54"."rule_1",
    "t54"."field_1",
    "t54"."thread_of",
    "t54"."relied_on",
    "t54"."open_ended",
    "t54"."moved_to",
    "t54"."starts_on",
    "t54"."begun",
    "t54"."version",
    "t54"."due",
    "t54"."moved_0",
    "t54"."sequence_0",
    "t54"."said_0",
    "t54"."counted_0",
    "t54"."due_0",
    "t54"."moved_1",
    "t54"."sequence_1",
    "t54"."said_1",
    "t54"."counted_1",
    "t54"."due_1",
    "t54"."last_working",
    "t54"."as_of",
    "t54"."stands",
    "t54"."disapplied",
    "t54"."is_untold",
    "t54"."closed_on",
    "t54"."answer",
    "t54"."is_ended",
    CAST(CASE
      WHEN "t54"."version" IS NULL
      THEN 1
      WHEN COALESCE("t54"."inapplicable", FALSE)
      THEN 2
      WHEN NOT (
        "t54"."stands"
      )
      THEN 3
      WHEN "t54"."broken" IS NOT NULL
      THEN 4
      WHEN COALESCE("t54"."is_untold", FALSE)
      AND CASE
        WHEN "t54"."sort" = 0
        THEN CASE
          WHEN "t54"."is_met" AND "t54"."undated"
          THEN 11
          WHEN "t54"."is_met" AND NOT (
            COALESCE("t54"."closed_on" > "t54"."due", FALSE)
          )
          THEN 7
          WHEN "t54"."is_met" AND "t54"."disapplied"
          THEN 10
          WHEN "t54"."is_met"
          THEN 8
          WHEN "t54"."is_ended"
          THEN 22
          WHEN NOT (
            COALESCE("t54"."due" < "t54"."as_of", FALSE)
          )
          THEN 5
          WHEN "t54"."disapplied"
          THEN 12
          ELSE 6
        END
        WHEN "t54"."sort" = 1
        THEN CASE
          WHEN "t54"."is_met" AND "t54"."undated"
          THEN 11
          WHEN "t54"."is_met" AND NOT (
            COALESCE("t54"."closed_on" > "t54"."due", FALSE)
          )
          THEN 7
          WHEN "t54"."is_met"
          THEN 9
          WHEN "t54"."is_ended"
          THEN 22
          WHEN NOT (
            COALESCE("t54"."due" < "t54"."as_of", FALSE)
          )
          THEN 5
          ELSE 13
        END
        WHEN "t54"."sort" = 2
        THEN CASE
          WHEN "t54"."is_met" AND COALESCE("t54"."closed_on" > "t54"."due", FALSE)
          THEN 17
          WHEN "t54"."is_met"
          THEN 16
          WHEN "t54"."is_ended"
          THEN 22
          WHEN COALESCE("t54"."due" < "t54"."as_of", FALSE)
          THEN 15
          ELSE 14
        END
        WHEN "t54"."sort" = 3
        THEN CASE
          WHEN "t54"."is_met"
          THEN 20
          WHEN "t54"."is_ended"
          THEN 22
          WHEN COALESCE("t54"."due" < "t54"."as_of", FALSE)
          THEN 19
          ELSE 18
        END
        WHEN "t54"."sort" = 4
        THEN CASE
          WHEN CASE
            WHEN "t54"."is_met" AND "t54"."undated"
            THEN 11
            WHEN "t54"."is_met" AND NOT (
              COALESCE("t54"."closed_on" > "t54"."due", FALSE)
            )
            THEN 7
            WHEN "t54"."is_met" AND "t54"."disapplied"
            THEN 10
            WHEN "t54"."is_met"
            THEN 8
            WHEN "t54"."is_ended"
            THEN 22
            WHEN NOT (
              COALESCE("t54"."due" < "t54"."as_of", FALSE)
            )
            THEN 5
            WHEN "t54"."disapplied"
            THEN 12
            ELSE 6
          END IN (8, 10)
          THEN 7
          ELSE CASE
            WHEN "t54"."is_met" AND "t54"."undated"
            THEN 11
            WHEN "t54"."is_met" AND NOT (
              COALESCE("t54"."closed_on" > "t54"."due", FALSE)
            )
            THEN 7
            WHEN "t54"."is_met" AND "t54"."disapplied"
            THEN 10
            WHEN "t54"."is_met"
            THEN 8
            WHEN "t54"."is_ended"
            THEN 22
            WHEN NOT (
              COALESCE("t54"."due" < "t54"."as_of", FALSE)
            )
            THEN 5
            WHEN "t54"."disapplied"
            THEN 12
            ELSE 6
          END
        END
        ELSE CASE WHEN "t54"."is_met" THEN 7 WHEN "t54"."is_ended" THEN 22 ELSE 21 END
      END IN (15, 12, 14, 6, 21, 19, 13, 5, 18)
      THEN 23
      ELSE CASE
        WHEN "t54"."sort" = 0
        THEN CASE
          WHEN "t54"."is_met" AND "t54"."undated"
          THEN 11
          WHEN "t54"."is_met" AND NOT (
            COALESCE("t54"."closed_on" > "t54"."due", FALSE)
          )
          THEN 7
          WHEN "t54"."is_met" AND "t54"."disapplied"
          THEN 10
          WHEN "t54"."is_met"
          THEN 8
          WHEN "t54"."is_ended"
          THEN 22
          WHEN NOT (
            COALESCE("t54"."due" < "t54"."as_of", FALSE)
          )
          THEN 5
          WHEN "t54"."disapplied"
          THEN 12
          ELSE 6
        END
        WHEN "t54"."sort" = 1
        THEN CASE
          WHEN "t54"."is_met" AND "t54"."undated"
          THEN 11
          WHEN "t54"."is_met" AND NOT (
            COALESCE("t54"."closed_on" > "t54"."due", FALSE)
          )
          THEN 7
          WHEN "t54"."is_met"
          THEN 9
          WHEN "t54"."is_ended"
          THEN 22
          WHEN NOT (
            COALESCE("t54"."due" < "t54"."as_of", FALSE)
          )
          THEN 5
          ELSE 13
        END
        WHEN "t54"."sort" = 2
        THEN CASE
          WHEN "t54"."is_met" AND COALESCE("t54"."closed_on" > "t54"."due", FALSE)
          THEN 17
          WHEN "t54"."is_met"
          THEN 16
          WHEN "t54"."is_ended"
          THEN 22
          WHEN COALESCE("t54"."due" < "t54"."as_of", FALSE)
          THEN 15
          ELSE 14
        END
        WHEN "t54"."sort" = 3
        THEN CASE
          WHEN "t54"."is_met"
          THEN 20
          WHEN "t54"."is_ended"
          THEN 22
          WHEN COALESCE("t54"."due" < "t54"."as_of", FALSE)
          THEN 19
          ELSE 18
        END
        WHEN "t54"."sort" = 4
        THEN CASE
          WHEN CASE
            WHEN "t54"."is_met" AND "t54"."undated"
            THEN 11
            WHEN "t54"."is_met" AND NOT (
              COALESCE("t54"."closed_on" > "t54"."due", FALSE)
            )
            THEN 7
            WHEN "t54"."is_met" AND "t54"."disapplied"
            THEN 10
            WHEN "t54"."is_met"
            THEN 8
            WHEN "t54"."is_ended"
            THEN 22
            WHEN NOT (
              COALESCE("t54"."due" < "t54"."as_of", FALSE)
            )
            THEN 5
            WHEN "t54"."disapplied"
            THEN 12
            ELSE 6
          END IN (8, 10)
          THEN 7
          ELSE CASE
            WHEN "t54"."is_met" AND "t54"."undated"
            THEN 11
            WHEN "t54"."is_met" AND NOT (
              COALESCE("t54"."closed_on" > "t54"."due", FALSE)
            )
            THEN 7
            WHEN "t54"."is_met" AND "t54"."disapplied"
            THEN 10
            WHEN "t54"."is_met"
            THEN 8
            WHEN "t54"."is_ended"
            THEN 22
            WHEN NOT (
              COALESCE("t54"."due" < "t54"."as_of", FALSE)
            )
            THEN 5
            WHEN "t54"."disapplied"
            THEN 12
            ELSE 6
          END
        END
        ELSE CASE WHEN "t54"."is_met" THEN 7 WHEN "t54"."is_ended" THEN 22 ELSE 21 END
      END
    END AS SMALLINT) AS "state"
  FROM (
    SELECT
      "t53"."case",
      "t53"."duty",
      "t53"."number",
      (
        "t53"."close" IS NOT NULL
      ) AND "t53"."is_met" AS "is_met",
      "t53"."undated",
      "t53"."code",
      "t53"."sort",
      "t53"."rule",
      "t53"."later",
      "t53"."odd",
      "t53"."inapplicable",
      "t53"."place",
      "t53"."source",
      "t53"."close",
      "t53"."broken",
      "t53"."fact_0",
      "t53"."fact_1",
      "t53"."limb_0",
      "t53"."rule_0",
      "t53"."field_0",
      "t53"."limb_1",
      "t53"."rule_1",
      "t53"."field_1",
      "t53"."thread_of",
      "t53"."relied_on",
      "t53"."open_ended",
      "t53"."moved_to",
      "t53"."starts_on",
      "t53"."begun",
      "t53"."version",
      "t53"."due",
      "t53"."moved_0",
      "t53"."sequence_0",
      "t53"."said_0",
      "t53"."counted_0",
      "t53"."due_0",
      "t53"."moved_1",
      "t53"."sequence_1",
      "t53"."said_1",
      "t53"."counted_1",
      "t53"."due_1",
      "t53"."last_working",
      "t53"."as_of",
      "t53"."stands",
      "t53"."disapplied",
      "t53"."is_untold",
      CASE
        WHEN "t53"."undated"
        THEN NULL
        ELSE CAST((
          "t53"."close" >> 20
        ) - 1000000 AS INT)
      END AS "closed_on",
      CAST("t53"."close" % 1048576 AS INT) AS "answer",
      (
        "t53"."close" IS NOT NULL
      ) AND NOT (
        "t53"."is_met"
      ) AS "is_ended"
    FROM (
      SELECT
        "t52"."case",
        "t52"."duty",
        "t52"."number",
        "t52"."is_met",
        "t52"."undated",
        "t52"."code",
        "t52"."sort",
        "t52"."rule",
        "t52"."later",
        "t52"."odd",
        "t52"."inapplicable",
        "t52"."place",
        "t52"."source",
        "t52"."close",
        "t52"."broken",
        "t52"."fact_0",
        "t52"."fact_1",
        "t52"."limb_0",
        "t52"."rule_0",
        "t52"."field_0",
        "t52"."limb_1",
        "t52"."rule_1",
        "t52"."field_1",
        "t52"."thread_of",
        "t52"."relied_on",
        "t52"."open_ended",
        "t52"."moved_to",
        "t52"."starts_on",
        "t52"."begun",
        "t52"."version",
        "t52"."due",
        "t52"."moved_0",
        "t52"."sequence_0",
        "t52"."said_0",
        "t52"."counted_0",
        "t52"."due_0",
        "t52"."moved_1",
        "t52"."sequence_1",
        "t52"."said_1",
        "t52"."counted_1",
        "t52"."due_1",
        "t52"."last_working",
        "t52"."as_of",
        "t52"."stands",
        "t52"."disapplied",
        "t20"."is_untold"
      FROM (
        SELECT
          "t50"."case",
          "t50"."duty",
          "t50"."number",
          "t50"."is_met",
          "t50"."undated",
          "t50"."code",
          "t50"."sort",
          "t50"."rule",
          "t50"."later",
          "t50"."odd",
          "t50"."inapplicable",
          "t50"."place",
          "t50"."source",
          CASE
            WHEN NOT (
              COALESCE("t50"."inapplicable", FALSE)
            )
            AND (
              "t50"."version" IS NOT NULL
            )
            AND (
              "t50"."sort" <> 6
            )
            THEN "t50"."close"
            ELSE NULL
          END AS "close",
          "t50"."broken",
          "t50"."fact_0",
          "t50"."fact_1",
          "t50"."limb_0",
          "t50"."rule_0",
          "t50"."field_0",
          "t50"."limb_1",
          "t50"."rule_1",
          "t50"."field_1",
          "t50"."thread_of",
          "t50"."relied_on",
          "t50"."open_ended",
          "t50"."moved_to",
          "t50"."starts_on",
          "t50"."begun",
          "t50"."version",
          CASE
            WHEN NOT (
              COALESCE("t50"."inapplicable", FALSE)
            )
            AND (
              "t50"."version" IS NOT NULL
            )
            AND (
              "t50"."sort" <> 6
            )
            THEN "t50"."due"
            ELSE NULL
          END AS "due",
          "t50"."moved_0",
          "t50"."sequence_0",
          "t50"."said_0",
          "t50"."counted_0",
          "t50"."due_0",
          "t50"."moved_1",
          "t50"."sequence_1",
          "t50"."said_1",
          "t50"."counted_1",
          "t50"."due_1",
          CASE
            WHEN NOT (
              COALESCE("t50"."inapplicable", FALSE)
            )
            AND (
              "t50"."version" IS NOT NULL
            )
            AND (
              "t50"."sort" <> 6
            )
            THEN "t50"."last_working"
            ELSE NULL
          END AS "last_working",
          "t50"."as_of",
          NOT (
            COALESCE("t50"."inapplicable", FALSE)
          )
          AND (
            "t50"."version" IS NOT NULL
          )
          AND (
            "t50"."sort" <> 6
          ) AS "stands",
          NOT (
            COALESCE("t50"."inapplicable", FALSE)
          )
          AND (
            "t50"."version" IS NOT NULL
          )
          AND (
            "t50"."sort" <> 6
          )
          AND COALESCE("t50"."relied_on", FALSE) AS "disapplied"
        FROM (
          SELECT
            "t49"."case",
            "t49"."duty",
            "t49"."number",
            "t49"."is_met",
            "t49"."undated",
            "t49"."code",
            "t49"."sort",
            "t49"."rule",
            "t49"."later",
            "t49"."odd",
            "t49"."inapplicable",
            "t49"."place",
            "t49"."source",
            "t49"."close",
            "t49"."broken",
            "t49"."fact_0",
            "t49"."fact_1",
            "t49"."limb_0",
            "t49"."rule_0",
            "t49"."field_0",
            "t49"."limb_1",
            "t49"."rule_1",
            "t49"."field_1",
            "t49"."thread_of",
            "t49"."relied_on",
            "t49"."open_ended",
            "t49"."moved_to",
            "t49"."starts_on",
            "t49"."begun",
            "t49"."version",
            "t49"."due",
            "t49"."moved_0",
            "t49"."sequence_0",
            "t49"."said_0",
            "t49"."counted_0",
            "t49"."due_0",
            "t49"."moved_1",
            "t49"."sequence_1",
            "t49"."said_1",
            "t49"."counted_1",
            "t49"."due_1",
            "t21"."last_working",
            "t22"."as_of"
          FROM (
            SELECT
              "t47"."case",
              "t47"."duty",
              "t47"."number",
              "t47"."is_met",
              "t47"."undated",
              "t47"."code",
              "t47"."sort",
              "t47"."rule",
              "t47"."later",
              "t47"."odd",
              "t47"."inapplicable",
              "t47"."place",
              "t47"."source",
              "t47"."close",
              CASE
                WHEN (
                  "t47"."version" IS NOT NULL
                )
                AND (
                  (
                    "t47"."sort" <> 3
                  )
                  OR COALESCE(
                    CAST((
                      "t47"."broken" >> 20
                    ) - 1000000 AS INT) <= CASE
                      WHEN "t47"."version" IS NULL
                      THEN NULL
                      ELSE CASE
                        WHEN "t47"."odd"
                        THEN CASE
                          WHEN "t47"."later"
                          THEN GREATEST("t47"."due_0", "t47"."due_1")
                          ELSE LEAST("t47"."due_0", "t47"."due_1")
                        END
                        ELSE "t47"."due"
                      END
                    END,
                    FALSE
                  )
                )
                THEN "t47"."broken"
                ELSE NULL
              END AS "broken",
              "t47"."fact_0",
              "t47"."fact_1",
              "t47"."limb_0",
              "t47"."rule_0",
              "t47"."field_0",
              "t47"."limb_1",
              "t47"."rule_1",
              "t47"."field_1",
              "t47"."thread_of",
              "t47"."relied_on",
              "t47"."open_ended",
              "t47"."moved_to",
              "t47"."starts_on",
              "t47"."begun",
              "t47"."version",
              CASE
                WHEN "t47"."version" IS NULL
                THEN NULL
                ELSE CASE
                  WHEN "t47"."odd"
                  THEN CASE
                    WHEN "t47"."later"
                    THEN GREATEST("t47"."due_0", "t47"."due_1")
                    ELSE LEAST("t47"."due_0", "t47"."due_1")
                  END
                  ELSE "t47"."due"
                END
              END AS "due",
              "t47"."moved_0",
              "t47"."sequence_0",
              "t47"."said_0",
              "t47"."counted_0",
              "t47"."due_0",
              "t47"."moved_1",
              "t47"."sequence_1",
              "t47"."said_1",
              "t47"."counted_1",
              "t47"."due_1"
            FROM (
              SELECT
                "t46"."case",
                "t46"."duty",
                "t46"."number",
                "t46"."is_met",
                "t46"."undated",
                "t46"."code",
                "t46"."sort",
                "t46"."rule",
                "t46"."later",
                "t46"."odd",
                "t46"."inapplicable",
                "t46"."place",
                "t46"."source",
                "t46"."close",
                "t46"."broken",
                "t46"."fact_0",
                "t46"."fact_1",
                "t46"."limb_0",
                "t46"."rule_0",
                "t46"."field_0",
                "t46"."limb_1",
                "t46"."rule_1",
                "t46"."field_1",
                "t46"."thread_of",
                "t46"."relied_on",
                "t46"."open_ended",
                "t46"."moved_to",
                "t46"."starts_on",
                "t46"."begun",
                "t46"."version",
                "t46"."due",
                "t46"."moved_0",
                "t46"."sequence_0",
                "t46"."said_0",
                "t46"."counted_0",
                "t46"."due_0",
                "t46"."moved_1",
                "t46"."sequence_1",
                "t46"."said_1",
                "t46"."counted_1",
                "t23"."due_1"
              FROM (
                SELECT
                  "t44"."case",
                  "t44"."duty",
                  "t44"."number",
                  "t44"."is_met",
                  "t44"."undated",
                  "t44"."code",
                  "t44"."sort",
                  "t44"."rule",
                  "t44"."later",
                  "t44"."odd",
                  "t44"."inapplicable",
                  "t44"."place",
                  "t44"."source",
                  "t44"."close",
                  "t44"."broken",
                  "t44"."fact_0",
                  "t44"."fact_1",
                  "t44"."limb_0",
                  "t44"."rule_0",
                  "t44"."field_0",
                  "t44"."limb_1",
                  "t44"."rule_1",
                  "t44"."field_1",
                  "t44"."thread_of",
                  "t44"."relied_on",
                  "t44"."open_ended",
                  "t44"."moved_to",
                  "t44"."starts_on",
                  "t44"."begun",
                  "t44"."version",
                  "t44"."due",
                  "t44"."moved_0",
                  "t44"."sequence_0",
                  "t44"."said_0",
                  "t44"."counted_0",
                  "t44"."due_0",
                  "t44"."moved_1",
                  "t44"."sequence_1",
                  "t44"."said_1",
                  (
                    CAST("t44"."limb_1" AS BIGINT) << 22
                  ) + CASE
                    WHEN "t44"."field_1" IS NULL
                    THEN COALESCE("t44"."moved_1", CAST((
                      "t44"."fact_1" >> 20
                    ) - 1000000 AS INT))
                    ELSE "t44"."said_1"
                  END + 1000000 AS "counted_1"
                FROM (
                  SELECT
                    "t43"."case",
                    "t43"."duty",
                    "t43"."number",
                    "t43"."is_met",
                    "t43"."undated",
                    "t43"."code",
                    "t43"."sort",
                    "t43"."rule",
                    "t43"."later",
                    "t43"."odd",
                    "t43"."inapplicable",
                    "t43"."place",
                    "t43"."source",
                    "t43"."close",
                    "t43"."broken",
                    "t43"."fact_0",
                    "t43"."fact_1",
                    "t43"."limb_0",
                    "t43"."rule_0",
                    "t43"."field_0",
                    "t43"."limb_1",
                    "t43"."rule_1",
                    "t43"."field_1",
                    "t43"."thread_of",
                    "t43"."relied_on",
                    "t43"."open_ended",
                    "t43"."moved_to",
                    "t43"."starts_on",
                    "t43"."begun",
                    "t43"."version",
                    "t43"."due",
                    "t43"."moved_0",
                    "t43"."sequence_0",
                    "t43"."said_0",
                    "t43"."counted_0",
                    "t43"."due_0",
                    "t43"."moved_1",
                    "t43"."sequence_1",
                    "t25"."said_1"
                  FROM (
                    SELECT
                      "t41"."case",
                      "t41"."duty",
                      "t41"."number",
                      "t41"."is_met",
                      "t41"."undated",
                      "t41"."code",
                      "t41"."sort",
                      "t41"."rule",
                      "t41"."later",
                      "t41"."odd",
                      "t41"."inapplicable",
                      "t41"."place",
                      "t41"."source",
                      "t41"."close",
                      "t41"."broken",
                      "t41"."fact_0",
                      "t41"."fact_1",
                      "t41"."limb_0",
                      "t41"."rule_0",
                      "t41"."field_0",
                      "t41"."limb_1",
                      "t41"."rule_1",
                      "t41"."field_1",
                      "t41"."thread_of",
                      "t41"."relied_on",
                      "t41"."open_ended",
                      "t41"."moved_to",
                      "t41"."starts_on",
                      "t41"."begun",
                      "t41"."version",
                      "t41"."due",
                      "t41"."moved_0",
                      "t41"."sequence_0",
                      "t41"."said_0",
                      "t41"."counted_0",
                      "t41"."due_0",
                      "t41"."moved_1",
                      CAST("t41"."fact_1" % 1048576 AS INT) AS "sequence_1"
                    FROM (
                      SELECT
                        "t40"."case",
                        "t40"."duty",
                        "t40"."number",
                        "t40"."is_met",
                        "t40"."undated",
                        "t40"."code",
                        "t40"."sort",
                        "t40"."rule",
                        "t40"."later",
                        "t40"."odd",
                        "t40"."inapplicable",
                        "t40"."place",
                        "t40"."source",
                        "t40"."close",
                        "t40"."broken",
                        "t40"."fact_0",
                        "t40"."fact_1",
                        "t40"."limb_0",
                        "t40"."rule_0",
                        "t40"."field_0",
                        "t40"."limb_1",
                        "t40"."rule_1",
                        "t40"."field_1",
                        "t40"."thread_of",
                        "t40"."relied_on",
                        "t40"."open_ended",
                        "t40"."moved_to",
                        "t40"."starts_on",
                        "t40"."begun",
                        "t40"."version",
                        "t40"."due",
                        "t40"."moved_0",
                        "t40"."sequence_0",
                        "t40"."said_0",
                        "t40"."counted_0",
                        "t24"."due_0",
                        "t27"."moved_1"
                      FROM (
                        SELECT
                          "t38"."case",
                          "t38"."duty",
                          "t38"."number",
                          "t38"."is_met",
                          "t38"."undated",
                          "t38"."code",
                          "t38"."sort",
                          "t38"."rule",
                          "t38"."later",
                          "t38"."odd",
                          "t38"."inapplicable",
                          "t38"."place",
                          "t38"."source",
                          "t38"."close",
                          "t38"."broken",
                          "t38"."fact_0",
                          "t38"."fact_1",
                          "t38"."limb_0",
                          "t38"."rule_0",
                          "t38"."field_0",
                          "t38"."limb_1",
                          "t38"."rule_1",
                          "t38"."field_1",
                          "t38"."thread_of",
                          "t38"."relied_on",
                          "t38"."open_ended",
                          "t38"."moved_to",
                          "t38"."starts_on",
                          "t38"."begun",
                          "t38"."version",
                          "t38"."due",
                          "t38"."moved_0",
                          "t38"."sequence_0",
                          "t38"."said_0",
                          (
                            CAST("t38"."limb_0" AS BIGINT) << 22
                          ) + CASE
                            WHEN "t38"."field_0" IS NULL
                            THEN COALESCE("t38"."moved_0", CAST((
                              "t38"."fact_0" >> 20
                            ) - 1000000 AS INT))
                            ELSE "t38"."said_0"
                          END + 1000000 AS "counted_0"
                        FROM (
                          SELECT
                            "t37"."case",
                            "t37"."duty",
                            "t37"."number",
                            "t37"."is_met",
                            "t37"."undated",
                            "t37"."code",
                            "t37"."sort",
                            "t37"."rule",
                            "t37"."later",
                            "t37"."odd",
                            "t37"."inapplicable",
                            "t37"."place",
                            "t37"."source",
                            "t37"."close",
                            "t37"."broken",
                            "t37"."fact_0",
                            "t37"."fact_1",
                            "t37"."limb_0",
                            "t37"."rule_0",
                            "t37"."field_0",
                            "t37"."limb_1",
                            "t37"."rule_1",
                            "t37"."field_1",
                            "t37"."thread_of",
                            "t37"."relied_on",
                            "t37"."open_ended",
                            "t37"."moved_to",
                            "t37"."starts_on",
                            "t37"."begun",
                            "t37"."version",
                            "t37"."due",
                            "t37"."moved_0",
                            "t37"."sequence_0",
                            "t26"."said_0"
                          FROM (
                            SELECT
                              "t35"."case",
                              "t35"."duty",
                              "t35"."number",
                              "t35"."is_met",
                              "t35"."undated",
                              "t35"."code",
                              "t35"."sort",
                              "t35"."rule",
                              "t35"."later",
                              "t35"."odd",
                              "t35"."inapplicable",
                              "t35"."place",
                              "t35"."source",
                              "t35"."close",
                              "t35"."broken",
                              "t35"."fact_0",
                              "t35"."fact_1",
                              "t35"."limb_0",
                              "t35"."rule_0",
                              "t35"."field_0",
                              "t35"."limb_1",
                              "t35"."rule_1",
                              "t35"."field_1",
                              "t35"."thread_of",
                              "t35"."relied_on",
                              "t35"."open_ended",
                              "t35"."moved_to",
                              "t35"."starts_on",
                              "t35"."begun",
                              "t35"."version",
                              "t35"."due",
                              "t35"."moved_0",
                              CAST("t35"."fact_0" % 1048576 AS INT) AS "sequence_0"
                            FROM (
                              SELECT
                                "t34"."case",
                                "t34"."duty",
                                "t34"."number",
                                "t34"."is_met",
                                "t34"."undated",
                                "t34"."code",
                                "t34"."sort",
                                "t34"."rule",
                                "t34"."later",
                                "t34"."odd",
                                "t34"."inapplicable",
                                "t34"."place",
                                "t34"."source",
                                "t34"."close",
                                "t34"."broken",
                                "t34"."fact_0",
                                "t34"."fact_1",
                                "t34"."limb_0",
                                "t34"."rule_0",
                                "t34"."field_0",
                                "t34"."limb_1",
                                "t34"."rule_1",
                                "t34"."field_1",
                                "t34"."thread_of",
                                "t34"."relied_on",
                                "t34"."open_ended",
                                "t34"."moved_to",
                                "t34"."starts_on",
                                "t34"."begun",
                                "t30"."version",
                                "t30"."due",
                                "t28"."moved_0"
                              FROM (
                                SELECT
                                  "t32"."case",
                                  "t32"."duty",
                                  "t32"."number",
                                  "t32"."is_met",
                                  "t32"."undated",
                                  "t32"."code",
                                  "t32"."sort",
                                  "t32"."rule",
                                  "t32"."later",
                                  "t32"."odd",
                                  "t32"."inapplicable",
                                  "t32"."place",
                                  "t32"."source",
                                  "t32"."close",
                                  "t32"."broken",
                                  "t32"."fact_0",
                                  "t32"."fact_1",
                                  "t32"."limb_0",
                                  "t32"."rule_0",
                                  "t32"."field_0",
                                  "t32"."limb_1",
                                  "t32"."rule_1",
                                  "t32"."field_1",
                                  "t32"."thread_of",
                                  "t32"."relied_on",
                                  "t32"."open_ended",
                                  "t32"."moved_to",
                                  COALESCE("t32"."moved_to", CAST((
                                    "t32"."place" >> 20
                                  ) - 1000000 AS INT)) AS "starts_on",
                                  (
                                    (
                                      CAST(COALESCE("t32"."moved_to", CAST((
                                        "t32"."place" >> 20
                                      ) - 1000000 AS INT)) AS BIGINT) + 1000000
                                    ) << 16
                                  ) + (
                                    (
                                      CAST("t32"."duty" AS BIGINT) << 6
                                    ) + "t32"."code"
                                  ) AS "begun"
                                FROM (
                                  SELECT
                                    "t31"."case",
                                    "t31"."duty",
                                    "t31"."number",
                                    "t31"."is_met",
                                    "t31"."undated",
                                    "t31"."code",
                                    "t31"."sort",
                                    "t31"."rule",
                                    "t31"."later",
                                    "t31"."odd",
                                    "t31"."inapplicable",
                                    "t31"."place",
                                    "t31"."source",
                                    "t31"."close",
                                    "t31"."broken",
                                    "t31"."fact_0",
                                    "t31"."fact_1",
                                    "t31"."limb_0",
                                    "t31"."rule_0",
                                    "t31"."field_0",
                                    "t31"."limb_1",
                                    "t31"."rule_1",
                                    "t31"."field_1",
                                    "t31"."thread_of",
                                    "t31"."relied_on",
                                    "t31"."open_ended",
                                    "t29"."moved_to"
                                  FROM (
                                    SELECT
                                      "t7"."case",
                                      "t7"."duty",
                                      "t7"."number",
                                      "t7"."is_met",
                                      "t7"."undated",
                                      "t7"."code",
                                      "t7"."sort",
                                      "t7"."rule",
                                      "t7"."later",
                                      "t7"."odd",
                                      "t7"."inapplicable",
                                      "t7"."place",
                                      "t7"."source",
                                      "t7"."close",
                                      "t7"."broken",
                                      "t7"."fact_0",
                                      "t7"."fact_1",
                                      "t7"."limb_0",
                                      "t7"."rule_0",
                                      "t7"."field_0",
                                      "t7"."limb_1",
                                      "t7"."rule_1",
                                      "t7"."field_1",
                                      "t7"."thread_of",
                                      FALSE AS "relied_on",
                                      FALSE AS "open_ended"
                                    FROM "told_odd" AS "t7"
                                  ) AS "t31"
                                  LEFT OUTER JOIN (
                                    SELECT
                                      "t5"."case" AS "key_case",
                                      "t5"."place" AS "key_place",
                                      "t5"."rule" AS "key_rule",
                                      "t5"."starts_on" AS "moved_to"
                                    FROM "shifted" AS "t5"
                                  ) AS "t29"
                                    ON "t31"."case" = "t29"."key_case"
                                    AND "t31"."place" = "t29"."key_place"
                                    AND "t31"."rule" = "t29"."key_rule"
                                ) AS "t32"
                              ) AS "t34"
                              LEFT OUTER JOIN (
                                SELECT
                                  "t6"."begun" AS "key_begun",
                                  "t6"."version",
                                  "t6"."due"
                                FROM "start_dues" AS "t6"
                              ) AS "t30"
                                ON "t34"."begun" = "t30"."key_begun"
                              LEFT OUTER JOIN (
                                SELECT
                                  "t5"."case" AS "key_case",
                                  "t5"."place" AS "key_place",
                                  "t5"."rule" AS "key_rule",
                                  "t5"."starts_on" AS "moved_0"
                                FROM "shifted" AS "t5"
                              ) AS "t28"
                                ON "t34"."case" = "t28"."key_case"
                                AND "t34"."fact_0" = "t28"."key_place"
                                AND "t34"."rule_0" = "t28"."key_rule"
                            ) AS "t35"
                          ) AS "t37"
                          LEFT OUTER JOIN (
                            SELECT
                              "t4"."case" AS "key_case",
                              "t4"."sequence" AS "key_sequence",
                              "t4"."field" AS "key_field",
                              "t4"."counted_from" AS "said_0"
                            FROM "said_days" AS "t4"
                          ) AS "t26"
                            ON "t37"."case" = "t26"."key_case"
                            AND "t37"."sequence_0" = "t26"."key_sequence"
                            AND "t37"."field_0" = "t26"."key_field"
                        ) AS "t38"
                      ) AS "t40"
                      LEFT OUTER JOIN (
                        SELECT
                          "t3"."counted" AS "key_counted",
                          "t3"."due" AS "due_0"
                        FROM "limb_dues" AS "t3"
                      ) AS "t24"
                        ON "t40"."counted_0" = "t24"."key_counted"
                      LEFT OUTER JOIN (
                        SELECT
                          "t5"."case" AS "key_case",
                          "t5"."place" AS "key_place",
                          "t5"."rule" AS "key_rule",
                          "t5"."starts_on" AS "moved_1"
                        FROM "shifted" AS "t5"
                      ) AS "t27"
                        ON "t40"."case" = "t27"."key_case"
                        AND "t40"."fact_1" = "t27"."key_place"
                        AND "t40"."rule_1" = "t27"."key_rule"
                    ) AS "t41"
                  ) AS "t43"
                  LEFT OUTER JOIN (
                    SELECT
                      "t4"."case" AS "key_case",
                      "t4"."sequence" AS "key_sequence",
                      "t4"."field" AS "key_field",
                      "t4"."counted_from" AS "said_1"
                    FROM "said_days" AS "t4"
                  ) AS "t25"
                    ON "t43"."case" = "t25"."key_case"
                    AND "t43"."sequence_1" = "t25"."key_sequence"
                    AND "t43"."field_1" = "t25"."key_field"
                ) AS "t44"
              ) AS "t46"
              LEFT OUTER JOIN (
                SELECT
                  "t3"."counted" AS "key_counted",
                  "t3"."due" AS "due_1"
                FROM "limb_dues" AS "t3"
              ) AS "t23"
                ON "t46"."counted_1" = "t23"."key_counted"
            ) AS "t47"
          ) AS "t49"
          LEFT OUTER JOIN (
            SELECT
              "t1"."day" AS "key_day",
              "t1"."last_working"
            FROM "calendar" AS "t1"
          ) AS "t21"
            ON "t49"."due" = "t21"."key_day"
          CROSS JOIN (
            SELECT
              "t2"."as_of"
            FROM "question" AS "t2"
          ) AS "t22"
        ) AS "t50"
      ) AS "t52"
      LEFT OUTER JOIN (
        SELECT
          "t0"."duty" AS "key_duty",
          "t0"."source" AS "key_source",
          TRUE AS "is_untold"
        FROM "untold" AS "t0"
      ) AS "t20"
        ON "t52"."duty" = "t20"."key_duty" AND "t52"."source" = "t20"."key_source"
    ) AS "t53"
  ) AS "t54"
) AS "t55"
