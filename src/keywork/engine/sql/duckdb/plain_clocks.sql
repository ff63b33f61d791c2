SELECT
  "t37"."case",
  "t37"."duty",
  "t37"."number",
  "t37"."state",
  "t37"."starts_on",
  "t37"."due",
  "t37"."open_ended",
  "t37"."disapplied",
  "t37"."thread_of",
  CAST("t37"."place" % 1048576 AS INT) AS "trigger",
  CASE WHEN "t37"."sort" = 3 THEN NULL ELSE "t37"."last_working" END AS "act_by",
  CAST(CASE WHEN "t37"."sort" = 3 THEN "t37"."due" + 1 ELSE NULL END AS INT) AS "may_act_from",
  CASE WHEN "t37"."is_met" THEN "t37"."closed_on" ELSE NULL END AS "met_on",
  CASE WHEN "t37"."is_met" THEN "t37"."answer" ELSE NULL END AS "met",
  CASE WHEN "t37"."is_ended" THEN "t37"."closed_on" ELSE NULL END AS "ended_on",
  CASE WHEN "t37"."is_ended" THEN "t37"."answer" ELSE NULL END AS "ended",
  CASE
    WHEN "t37"."stands"
    THEN CAST((
      "t37"."broken" >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "broken_on",
  (
    "t37"."close" IS NOT NULL
  ) AND "t37"."undated" AS "undated",
  CAST(CASE
    WHEN (
      "t37"."sort" IN (4, 0, 1) OR (
        "t37"."state" = 17
      )
    )
    AND (
      "t37"."due" IS NOT NULL
    )
    AND (
      CASE
        WHEN "t37"."is_met" OR "t37"."is_ended"
        THEN "t37"."closed_on"
        ELSE "t37"."as_of"
      END IS NOT NULL
    )
    THEN GREATEST(
      CASE
        WHEN "t37"."is_met" OR "t37"."is_ended"
        THEN "t37"."closed_on"
        ELSE "t37"."as_of"
      END - "t37"."due",
      0
    )
    ELSE 0
  END AS INT) AS "days_past"
FROM (
  SELECT
    "t36"."case",
    "t36"."duty",
    "t36"."number",
    "t36"."is_met",
    "t36"."undated",
    "t36"."code",
    "t36"."sort",
    "t36"."rule",
    "t36"."later",
    "t36"."odd",
    "t36"."inapplicable",
    "t36"."place",
    "t36"."source",
    "t36"."close",
    "t36"."broken",
    "t36"."fact_0",
    "t36"."fact_1",
    "t36"."limb_0",
    "t36"."rule_0",
    "t36"."field_0",
    "t36"."limb_1",
    "t36"."rule_1",
    "t36"."field_1",
    "t36"."thread_of",
    "t36"."relied_on",
    "t36"."open_ended",
    "t36"."moved_to",
    "t36"."starts_on",
    "t36"."begun",
    "t36"."version",
    "t36"."due",
    "t36"."last_working",
    "t36"."as_of",
    "t36"."stands",
    "t36"."disapplied",
    "t36"."is_untold",
    "t36"."closed_on",
    "t36"."answer",
    "t36"."is_ended",
    CAST(CASE
      WHEN "t36"."version" IS NULL
      THEN 1
      WHEN COALESCE("t36"."inapplicable", FALSE)
      THEN 2
      WHEN NOT (
        "t36"."stands"
      )
      THEN 3
      WHEN "t36"."broken" IS NOT NULL
      THEN 4
      WHEN COALESCE("t36"."is_untold", FALSE)
      AND CASE
        WHEN "t36"."sort" = 0
        THEN CASE
          WHEN "t36"."is_met" AND "t36"."undated"
          THEN 11
          WHEN "t36"."is_met" AND NOT (
            COALESCE("t36"."closed_on" > "t36"."due", FALSE)
          )
          THEN 7
          WHEN "t36"."is_met" AND "t36"."disapplied"
          THEN 10
          WHEN "t36"."is_met"
          THEN 8
          WHEN "t36"."is_ended"
          THEN 22
          WHEN NOT (
            COALESCE("t36"."due" < "t36"."as_of", FALSE)
          )
          THEN 5
          WHEN "t36"."disapplied"
          THEN 12
          ELSE 6
        END
        WHEN "t36"."sort" = 1
        THEN CASE
          WHEN "t36"."is_met" AND "t36"."undated"
          THEN 11
          WHEN "t36"."is_met" AND NOT (
            COALESCE("t36"."closed_on" > "t36"."due", FALSE)
          )
          THEN 7
          WHEN "t36"."is_met"
          THEN 9
          WHEN "t36"."is_ended"
          THEN 22
          WHEN NOT (
            COALESCE("t36"."due" < "t36"."as_of", FALSE)
          )
          THEN 5
          ELSE 13
        END
        WHEN "t36"."sort" = 2
        THEN CASE
          WHEN "t36"."is_met" AND COALESCE("t36"."closed_on" > "t36"."due", FALSE)
          THEN 17
          WHEN "t36"."is_met"
          THEN 16
          WHEN "t36"."is_ended"
          THEN 22
          WHEN COALESCE("t36"."due" < "t36"."as_of", FALSE)
          THEN 15
          ELSE 14
        END
        WHEN "t36"."sort" = 3
        THEN CASE
          WHEN "t36"."is_met"
          THEN 20
          WHEN "t36"."is_ended"
          THEN 22
          WHEN COALESCE("t36"."due" < "t36"."as_of", FALSE)
          THEN 19
          ELSE 18
        END
        WHEN "t36"."sort" = 4
        THEN CASE
          WHEN CASE
            WHEN "t36"."is_met" AND "t36"."undated"
            THEN 11
            WHEN "t36"."is_met" AND NOT (
              COALESCE("t36"."closed_on" > "t36"."due", FALSE)
            )
            THEN 7
            WHEN "t36"."is_met" AND "t36"."disapplied"
            THEN 10
            WHEN "t36"."is_met"
            THEN 8
            WHEN "t36"."is_ended"
            THEN 22
            WHEN NOT (
              COALESCE("t36"."due" < "t36"."as_of", FALSE)
            )
            THEN 5
            WHEN "t36"."disapplied"
            THEN 12
            ELSE 6
          END IN (8, 10)
          THEN 7
          ELSE CASE
            WHEN "t36"."is_met" AND "t36"."undated"
            THEN 11
            WHEN "t36"."is_met" AND NOT (
              COALESCE("t36"."closed_on" > "t36"."due", FALSE)
            )
            THEN 7
            WHEN "t36"."is_met" AND "t36"."disapplied"
            THEN 10
            WHEN "t36"."is_met"
            THEN 8
            WHEN "t36"."is_ended"
            THEN 22
            WHEN NOT (
              COALESCE("t36"."due" < "t36"."as_of", FALSE)
            )
            THEN 5
            WHEN "t36"."disapplied"
            THEN 12
            ELSE 6
          END
        END
        ELSE CASE WHEN "t36"."is_met" THEN 7 WHEN "t36"."is_ended" THEN 22 ELSE 21 END
      END IN (15, 12, 14, 6, 21, 19, 13, 5, 18)
      THEN 23
      ELSE CASE
        WHEN "t36"."sort" = 0
        THEN CASE
          WHEN "t36"."is_met" AND "t36"."undated"
          THEN 11
          WHEN "t36"."is_met" AND NOT (
            COALESCE("t36"."closed_on" > "t36"."due", FALSE)
          )
          THEN 7
          WHEN "t36"."is_met" AND "t36"."disapplied"
          THEN 10
          WHEN "t36"."is_met"
          THEN 8
          WHEN "t36"."is_ended"
          THEN 22
          WHEN NOT (
            COALESCE("t36"."due" < "t36"."as_of", FALSE)
          )
          THEN 5
          WHEN "t36"."disapplied"
          THEN 12
          ELSE 6
        END
        WHEN "t36"."sort" = 1
        THEN CASE
          WHEN "t36"."is_met" AND "t36"."undated"
          THEN 11
          WHEN "t36"."is_met" AND NOT (
            COALESCE("t36"."closed_on" > "t36"."due", FALSE)
          )
          THEN 7
          WHEN "t36"."is_met"
          THEN 9
          WHEN "t36"."is_ended"
          THEN 22
          WHEN NOT (
            COALESCE("t36"."due" < "t36"."as_of", FALSE)
          )
          THEN 5
          ELSE 13
        END
        WHEN "t36"."sort" = 2
        THEN CASE
          WHEN "t36"."is_met" AND COALESCE("t36"."closed_on" > "t36"."due", FALSE)
          THEN 17
          WHEN "t36"."is_met"
          THEN 16
          WHEN "t36"."is_ended"
          THEN 22
          WHEN COALESCE("t36"."due" < "t36"."as_of", FALSE)
          THEN 15
          ELSE 14
        END
        WHEN "t36"."sort" = 3
        THEN CASE
          WHEN "t36"."is_met"
          THEN 20
          WHEN "t36"."is_ended"
          THEN 22
          WHEN COALESCE("t36"."due" < "t36"."as_of", FALSE)
          THEN 19
          ELSE 18
        END
        WHEN "t36"."sort" = 4
        THEN CASE
          WHEN CASE
            WHEN "t36"."is_met" AND "t36"."undated"
            THEN 11
            WHEN "t36"."is_met" AND NOT (
              COALESCE("t36"."closed_on" > "t36"."due", FALSE)
            )
            THEN 7
            WHEN "t36"."is_met" AND "t36"."disapplied"
            THEN 10
            WHEN "t36"."is_met"
            THEN 8
            WHEN "t36"."is_ended"
            THEN 22
            WHEN NOT (
              COALESCE("t36"."due" < "t36"."as_of", FALSE)
            )
            THEN 5
            WHEN "t36"."disapplied"
            THEN 12
            ELSE 6
          END IN (8, 10)
          THEN 7
          ELSE CASE
            WHEN "t36"."is_met" AND "t36"."undated"
            THEN 11
            WHEN "t36"."is_met" AND NOT (
              COALESCE("t36"."closed_on" > "t36"."due", FALSE)
            )
            THEN 7
            WHEN "t36"."is_met" AND "t36"."disapplied"
            THEN 10
            WHEN "t36"."is_met"
            THEN 8
            WHEN "t36"."is_ended"
            THEN 22
            WHEN NOT (
              COALESCE("t36"."due" < "t36"."as_of", FALSE)
            )
            THEN 5
            WHEN "t36"."disapplied"
            THEN 12
            ELSE 6
          END
        END
        ELSE CASE WHEN "t36"."is_met" THEN 7 WHEN "t36"."is_ended" THEN 22 ELSE 21 END
      END
    END AS SMALLINT) AS "state"
  FROM (
    SELECT
      "t35"."case",
      "t35"."duty",
      "t35"."number",
      (
        "t35"."close" IS NOT NULL
      ) AND "t35"."is_met" AS "is_met",
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
      "t35"."last_working",
      "t35"."as_of",
      "t35"."stands",
      "t35"."disapplied",
      "t35"."is_untold",
      CASE
        WHEN "t35"."undated"
        THEN NULL
        ELSE CAST((
          "t35"."close" >> 20
        ) - 1000000 AS INT)
      END AS "closed_on",
      CAST("t35"."close" % 1048576 AS INT) AS "answer",
      (
        "t35"."close" IS NOT NULL
      ) AND NOT (
        "t35"."is_met"
      ) AS "is_ended"
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
        "t34"."version",
        "t34"."due",
        "t34"."last_working",
        "t34"."as_of",
        "t34"."stands",
        "t34"."disapplied",
        "t15"."is_untold"
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
          CASE
            WHEN NOT (
              COALESCE("t32"."inapplicable", FALSE)
            )
            AND (
              "t32"."version" IS NOT NULL
            )
            AND (
              "t32"."sort" <> 6
            )
            THEN "t32"."close"
            ELSE NULL
          END AS "close",
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
          "t32"."starts_on",
          "t32"."begun",
          "t32"."version",
          CASE
            WHEN NOT (
              COALESCE("t32"."inapplicable", FALSE)
            )
            AND (
              "t32"."version" IS NOT NULL
            )
            AND (
              "t32"."sort" <> 6
            )
            THEN "t32"."due"
            ELSE NULL
          END AS "due",
          CASE
            WHEN NOT (
              COALESCE("t32"."inapplicable", FALSE)
            )
            AND (
              "t32"."version" IS NOT NULL
            )
            AND (
              "t32"."sort" <> 6
            )
            THEN "t32"."last_working"
            ELSE NULL
          END AS "last_working",
          "t32"."as_of",
          NOT (
            COALESCE("t32"."inapplicable", FALSE)
          )
          AND (
            "t32"."version" IS NOT NULL
          )
          AND (
            "t32"."sort" <> 6
          ) AS "stands",
          NOT (
            COALESCE("t32"."inapplicable", FALSE)
          )
          AND (
            "t32"."version" IS NOT NULL
          )
          AND (
            "t32"."sort" <> 6
          )
          AND COALESCE("t32"."relied_on", FALSE) AS "disapplied"
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
            "t31"."moved_to",
            "t31"."starts_on",
            "t31"."begun",
            "t31"."version",
            "t31"."due",
            "t16"."last_working",
            "t17"."as_of"
          FROM (
            SELECT
              "t29"."case",
              "t29"."duty",
              "t29"."number",
              "t29"."is_met",
              "t29"."undated",
              "t29"."code",
              "t29"."sort",
              "t29"."rule",
              "t29"."later",
              "t29"."odd",
              "t29"."inapplicable",
              "t29"."place",
              "t29"."source",
              "t29"."close",
              CAST(NULL AS BIGINT) AS "broken",
              "t29"."fact_0",
              "t29"."fact_1",
              "t29"."limb_0",
              "t29"."rule_0",
              "t29"."field_0",
              "t29"."limb_1",
              "t29"."rule_1",
              "t29"."field_1",
              "t29"."thread_of",
              "t29"."relied_on",
              "t29"."open_ended",
              "t29"."moved_to",
              "t29"."starts_on",
              "t29"."begun",
              "t29"."version",
              "t29"."due"
            FROM (
              SELECT
                "t28"."case",
                "t28"."duty",
                "t28"."number",
                "t28"."is_met",
                "t28"."undated",
                "t28"."code",
                "t28"."sort",
                "t28"."rule",
                "t28"."later",
                "t28"."odd",
                "t28"."inapplicable",
                "t28"."place",
                "t28"."source",
                "t28"."close",
                "t28"."broken",
                "t28"."fact_0",
                "t28"."fact_1",
                "t28"."limb_0",
                "t28"."rule_0",
                "t28"."field_0",
                "t28"."limb_1",
                "t28"."rule_1",
                "t28"."field_1",
                "t28"."thread_of",
                "t28"."relied_on",
                "t28"."open_ended",
                "t28"."moved_to",
                "t28"."starts_on",
                "t28"."begun",
                "t18"."version",
                "t18"."due"
              FROM (
                SELECT
                  "t26"."case",
                  "t26"."duty",
                  "t26"."number",
                  "t26"."is_met",
                  "t26"."undated",
                  "t26"."code",
                  "t26"."sort",
                  "t26"."rule",
                  "t26"."later",
                  "t26"."odd",
                  "t26"."inapplicable",
                  "t26"."place",
                  "t26"."source",
                  "t26"."close",
                  "t26"."broken",
                  "t26"."fact_0",
                  "t26"."fact_1",
                  "t26"."limb_0",
                  "t26"."rule_0",
                  "t26"."field_0",
                  "t26"."limb_1",
                  "t26"."rule_1",
                  "t26"."field_1",
                  "t26"."thread_of",
                  "t26"."relied_on",
                  "t26"."open_ended",
                  "t26"."moved_to",
                  COALESCE("t26"."moved_to", CAST((
                    "t26"."place" >> 20
                  ) - 1000000 AS INT)) AS "starts_on",
                  (
                    (
                      CAST(COALESCE("t26"."moved_to", CAST((
                        "t26"."place" >> 20
                      ) - 1000000 AS INT)) AS BIGINT) + 1000000
                    ) << 16
                  ) + (
                    (
                      CAST("t26"."duty" AS BIGINT) << 6
                    ) + "t26"."code"
                  ) AS "begun"
                FROM (
                  SELECT
                    "t25"."case",
                    "t25"."duty",
                    "t25"."number",
                    "t25"."is_met",
                    "t25"."undated",
                    "t25"."code",
                    "t25"."sort",
                    "t25"."rule",
                    "t25"."later",
                    "t25"."odd",
                    "t25"."inapplicable",
                    "t25"."place",
                    "t25"."source",
                    "t25"."close",
                    "t25"."broken",
                    "t25"."fact_0",
                    "t25"."fact_1",
                    "t25"."limb_0",
                    "t25"."rule_0",
                    "t25"."field_0",
                    "t25"."limb_1",
                    "t25"."rule_1",
                    "t25"."field_1",
                    "t25"."thread_of",
                    "t25"."relied_on",
                    "t25"."open_ended",
                    "t19"."moved_to"
                  FROM (
                    SELECT
                      "t23"."case",
                      "t23"."duty",
                      "t23"."number",
                      "t23"."is_met",
                      "t23"."undated",
                      "t23"."code",
                      "t23"."sort",
                      "t23"."rule",
                      "t23"."later",
                      "t23"."odd",
                      "t23"."inapplicable",
                      "t23"."place",
                      "t23"."source",
                      "t23"."close",
                      "t23"."broken",
                      "t23"."fact_0",
                      "t23"."fact_1",
                      "t23"."limb_0",
                      "t23"."rule_0",
                      "t23"."field_0",
                      "t23"."limb_1",
                      "t23"."rule_1",
                      "t23"."field_1",
                      "t23"."unit" AS "thread_of",
                      FALSE AS "relied_on",
                      FALSE AS "open_ended"
                    FROM (
                      SELECT
                        "t22"."case",
                        "t22"."unit",
                        "t22"."keys",
                        "t22"."story_number",
                        "t22"."story",
                        "t22"."duty",
                        "t22"."number",
                        "t22"."is_met",
                        "t22"."undated",
                        "t22"."reversal",
                        "t22"."final",
                        "t22"."code",
                        "t22"."start",
                        (
                          LIST_EXTRACT("t22"."keys", "t22"."close") >> 13
                        ) >> 6 AS "close",
                        "t22"."after",
                        "t22"."quick",
                        "t22"."sort",
                        "t22"."rule",
                        "t22"."later",
                        "t22"."odd",
                        (
                          LIST_EXTRACT("t22"."keys", "t22"."broken") >> 13
                        ) >> 6 AS "broken",
                        "t22"."inapplicable",
                        "t22"."limb_0",
                        (
                          LIST_EXTRACT("t22"."keys", "t22"."fact_0") >> 13
                        ) >> 6 AS "fact_0",
                        "t22"."rule_0",
                        "t22"."field_0",
                        "t22"."limb_1",
                        (
                          LIST_EXTRACT("t22"."keys", "t22"."fact_1") >> 13
                        ) >> 6 AS "fact_1",
                        "t22"."rule_1",
                        "t22"."field_1",
                        (
                          LIST_EXTRACT("t22"."keys", "t22"."start") >> 13
                        ) >> 6 AS "place",
                        CAST((
                          LIST_EXTRACT("t22"."keys", "t22"."start") >> 13
                        ) % 64 AS SMALLINT) AS "source"
                      FROM (
                        SELECT
                          "t8"."case",
                          "t8"."unit",
                          "t8"."keys",
                          "t8"."story_number",
                          "t21"."story",
                          "t21"."duty",
                          "t21"."number",
                          "t21"."is_met",
                          "t21"."undated",
                          "t21"."reversal",
                          "t21"."final",
                          "t21"."code",
                          "t21"."start",
                          "t21"."close",
                          "t21"."after",
                          "t21"."quick",
                          "t21"."sort",
                          "t21"."rule",
                          "t21"."later",
                          "t21"."odd",
                          "t21"."broken",
                          "t21"."inapplicable",
                          "t21"."limb_0",
                          "t21"."fact_0",
                          "t21"."rule_0",
                          "t21"."field_0",
                          "t21"."limb_1",
                          "t21"."fact_1",
                          "t21"."rule_1",
                          "t21"."field_1"
                        FROM "told_units" AS "t8"
                        INNER JOIN (
                          SELECT
                            *
                          FROM "turns_here" AS "t7"
                          WHERE
                            "t7"."quick" AND NOT (
                              "t7"."odd"
                            ) AND "t7"."broken" IS NULL
                        ) AS "t21"
                          ON "t8"."story_number" = "t21"."story"
                        ANTI JOIN "bound" AS "t9"
                          ON "t8"."case" = "t9"."case" AND "t21"."duty" = "t9"."duty"
                      ) AS "t22"
                    ) AS "t23"
                  ) AS "t25"
                  LEFT OUTER JOIN (
                    SELECT
                      "t4"."case" AS "key_case",
                      "t4"."place" AS "key_place",
                      "t4"."rule" AS "key_rule",
                      "t4"."starts_on" AS "moved_to"
                    FROM "shifted" AS "t4"
                  ) AS "t19"
                    ON "t25"."case" = "t19"."key_case"
                    AND "t25"."place" = "t19"."key_place"
                    AND "t25"."rule" = "t19"."key_rule"
                ) AS "t26"
              ) AS "t28"
              LEFT OUTER JOIN (
                SELECT
                  "t3"."begun" AS "key_begun",
                  "t3"."version",
                  "t3"."due"
                FROM "start_dues" AS "t3"
              ) AS "t18"
                ON "t28"."begun" = "t18"."key_begun"
            ) AS "t29"
          ) AS "t31"
          LEFT OUTER JOIN (
            SELECT
              "t1"."day" AS "key_day",
              "t1"."last_working"
            FROM "calendar" AS "t1"
          ) AS "t16"
            ON "t31"."due" = "t16"."key_day"
          CROSS JOIN (
            SELECT
              "t2"."as_of"
            FROM "question" AS "t2"
          ) AS "t17"
        ) AS "t32"
      ) AS "t34"
      LEFT OUTER JOIN (
        SELECT
          "t0"."duty" AS "key_duty",
          "t0"."source" AS "key_source",
          TRUE AS "is_untold"
        FROM "untold" AS "t0"
      ) AS "t15"
        ON "t34"."duty" = "t15"."key_duty" AND "t34"."source" = "t15"."key_source"
    ) AS "t35"
  ) AS "t36"
) AS "t37"
