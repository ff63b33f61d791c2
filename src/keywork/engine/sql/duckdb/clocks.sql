SELECT
  "t29"."case",
  "t29"."duty",
  "t29"."thread_of",
  "t29"."number",
  "t29"."state",
  "t29"."starts_on",
  "t29"."open_ended",
  "t29"."disapplied",
  CAST("t29"."place" % 1048576 AS INT) AS "trigger",
  "t29"."due",
  CASE WHEN "t29"."sort" = 3 THEN NULL ELSE "t29"."last_working" END AS "act_by",
  CAST(CASE WHEN "t29"."sort" = 3 THEN "t29"."due" + 1 ELSE NULL END AS INT) AS "may_act_from",
  CASE WHEN "t29"."is_met" THEN "t29"."closed_on" ELSE NULL END AS "met_on",
  CASE WHEN "t29"."is_met" THEN CAST("t29"."close" % 1048576 AS INT) ELSE NULL END AS "met",
  CASE WHEN "t29"."is_ended" THEN "t29"."closed_on" ELSE NULL END AS "ended_on",
  CASE WHEN "t29"."is_ended" THEN CAST("t29"."close" % 1048576 AS INT) ELSE NULL END AS "ended",
  CASE
    WHEN "t29"."stands"
    THEN CAST((
      "t29"."broken" >> 20
    ) - 1000000 AS INT)
    ELSE NULL
  END AS "broken_on",
  "t29"."stands" AND (
    "t29"."close" IS NOT NULL
  ) AND "t29"."undated" AS "undated",
  CAST(CASE
    WHEN (
      "t29"."sort" IN (4, 0, 1) OR (
        "t29"."state" = 'used-late'
      )
    )
    AND (
      "t29"."due" IS NOT NULL
    )
    AND (
      CASE
        WHEN "t29"."is_met" OR "t29"."is_ended"
        THEN "t29"."closed_on"
        ELSE (
          SELECT
            "t5"."as_of"
          FROM "question" AS "t5"
        )
      END IS NOT NULL
    )
    THEN GREATEST(
      CASE
        WHEN "t29"."is_met" OR "t29"."is_ended"
        THEN "t29"."closed_on"
        ELSE (
          SELECT
            "t5"."as_of"
          FROM "question" AS "t5"
        )
      END - "t29"."due",
      0
    )
    ELSE 0
  END AS INT) AS "days_past"
FROM (
  SELECT
    "t28"."case",
    "t28"."duty",
    "t28"."thread_of",
    "t28"."mark",
    "t28"."lent",
    "t28"."place",
    "t28"."day",
    "t28"."starts_on",
    "t28"."after",
    "t28"."request",
    "t28"."referral",
    "t28"."sort",
    "t28"."level",
    "t28"."version",
    "t28"."combine",
    "t28"."only_asked",
    "t28"."number",
    "t28"."is_met",
    "t28"."close",
    "t28"."undated",
    "t28"."due",
    "t28"."open_ended",
    "t28"."inapplicable",
    "t28"."relied_on",
    "t28"."broken",
    "t28"."stands",
    "t28"."last_working",
    "t28"."source",
    "t28"."is_untold",
    "t28"."disapplied",
    "t28"."closed_on",
    "t28"."is_ended",
    CASE
      WHEN "t28"."version" IS NULL
      THEN 'not-in-force'
      WHEN "t28"."inapplicable" IS NOT NULL
      THEN 'not-applicable'
      WHEN NOT (
        "t28"."stands"
      )
      THEN 'measured'
      WHEN "t28"."broken" IS NOT NULL
      THEN 'broken'
      WHEN COALESCE("t28"."is_untold", FALSE)
      AND CASE
        WHEN "t28"."sort" = 0
        THEN CASE
          WHEN "t28"."is_met" AND "t28"."undated"
          THEN 'met-undated'
          WHEN "t28"."is_met" AND NOT (
            COALESCE("t28"."closed_on" > "t28"."due", FALSE)
          )
          THEN 'met'
          WHEN "t28"."is_met" AND "t28"."disapplied"
          THEN 'met-under-exception'
          WHEN "t28"."is_met"
          THEN 'met-late'
          WHEN "t28"."is_ended"
          THEN 'ended'
          WHEN NOT (
            COALESCE("t28"."due" < (
              SELECT
                "t5"."as_of"
              FROM "question" AS "t5"
            ), FALSE)
          )
          THEN 'running'
          WHEN "t28"."disapplied"
          THEN 'limit-disapplied'
          ELSE 'overdue'
        END
        WHEN "t28"."sort" = 1
        THEN CASE
          WHEN "t28"."is_met" AND "t28"."undated"
          THEN 'met-undated'
          WHEN "t28"."is_met" AND NOT (
            COALESCE("t28"."closed_on" > "t28"."due", FALSE)
          )
          THEN 'met'
          WHEN "t28"."is_met"
          THEN 'met-after-target'
          WHEN "t28"."is_ended"
          THEN 'ended'
          WHEN NOT (
            COALESCE("t28"."due" < (
              SELECT
                "t5"."as_of"
              FROM "question" AS "t5"
            ), FALSE)
          )
          THEN 'running'
          ELSE 'past-target'
        END
        WHEN "t28"."sort" = 2
        THEN CASE
          WHEN "t28"."is_met" AND COALESCE("t28"."closed_on" > "t28"."due", FALSE)
          THEN 'used-late'
          WHEN "t28"."is_met"
          THEN 'used'
          WHEN "t28"."is_ended"
          THEN 'ended'
          WHEN COALESCE("t28"."due" < (
            SELECT
              "t5"."as_of"
            FROM "question" AS "t5"
          ), FALSE)
          THEN 'lapsed'
          ELSE 'open'
        END
        WHEN "t28"."sort" = 3
        THEN CASE
          WHEN "t28"."is_met"
          THEN 'answered'
          WHEN "t28"."is_ended"
          THEN 'ended'
          WHEN COALESCE("t28"."due" < (
            SELECT
              "t5"."as_of"
            FROM "question" AS "t5"
          ), FALSE)
          THEN 'passed'
          ELSE 'waiting'
        END
        WHEN "t28"."sort" = 4
        THEN CASE
          WHEN CASE
            WHEN "t28"."is_met" AND "t28"."undated"
            THEN 'met-undated'
            WHEN "t28"."is_met" AND NOT (
              COALESCE("t28"."closed_on" > "t28"."due", FALSE)
            )
            THEN 'met'
            WHEN "t28"."is_met" AND "t28"."disapplied"
            THEN 'met-under-exception'
            WHEN "t28"."is_met"
            THEN 'met-late'
            WHEN "t28"."is_ended"
            THEN 'ended'
            WHEN NOT (
              COALESCE("t28"."due" < (
                SELECT
                  "t5"."as_of"
                FROM "question" AS "t5"
              ), FALSE)
            )
            THEN 'running'
            WHEN "t28"."disapplied"
            THEN 'limit-disapplied'
            ELSE 'overdue'
          END IN ('met-late', 'met-under-exception')
          THEN 'met'
          ELSE CASE
            WHEN "t28"."is_met" AND "t28"."undated"
            THEN 'met-undated'
            WHEN "t28"."is_met" AND NOT (
              COALESCE("t28"."closed_on" > "t28"."due", FALSE)
            )
            THEN 'met'
            WHEN "t28"."is_met" AND "t28"."disapplied"
            THEN 'met-under-exception'
            WHEN "t28"."is_met"
            THEN 'met-late'
            WHEN "t28"."is_ended"
            THEN 'ended'
            WHEN NOT (
              COALESCE("t28"."due" < (
                SELECT
                  "t5"."as_of"
                FROM "question" AS "t5"
              ), FALSE)
            )
            THEN 'running'
            WHEN "t28"."disapplied"
            THEN 'limit-disapplied'
            ELSE 'overdue'
          END
        END
        ELSE CASE WHEN "t28"."is_met" THEN 'met' WHEN "t28"."is_ended" THEN 'ended' ELSE 'owed' END
      END IN (
        'lapsed',
        'limit-disapplied',
        'open',
        'overdue',
        'owed',
        'passed',
        'past-target',
        'running',
        'waiting'
      )
      THEN 'not-in-source'
      ELSE CASE
        WHEN "t28"."sort" = 0
        THEN CASE
          WHEN "t28"."is_met" AND "t28"."undated"
          THEN 'met-undated'
          WHEN "t28"."is_met" AND NOT (
            COALESCE("t28"."closed_on" > "t28"."due", FALSE)
          )
          THEN 'met'
          WHEN "t28"."is_met" AND "t28"."disapplied"
          THEN 'met-under-exception'
          WHEN "t28"."is_met"
          THEN 'met-late'
          WHEN "t28"."is_ended"
          THEN 'ended'
          WHEN NOT (
            COALESCE("t28"."due" < (
              SELECT
                "t5"."as_of"
              FROM "question" AS "t5"
            ), FALSE)
          )
          THEN 'running'
          WHEN "t28"."disapplied"
          THEN 'limit-disapplied'
          ELSE 'overdue'
        END
        WHEN "t28"."sort" = 1
        THEN CASE
          WHEN "t28"."is_met" AND "t28"."undated"
          THEN 'met-undated'
          WHEN "t28"."is_met" AND NOT (
            COALESCE("t28"."closed_on" > "t28"."due", FALSE)
          )
          THEN 'met'
          WHEN "t28"."is_met"
          THEN 'met-after-target'
          WHEN "t28"."is_ended"
          THEN 'ended'
          WHEN NOT (
            COALESCE("t28"."due" < (
              SELECT
                "t5"."as_of"
              FROM "question" AS "t5"
            ), FALSE)
          )
          THEN 'running'
          ELSE 'past-target'
        END
        WHEN "t28"."sort" = 2
        THEN CASE
          WHEN "t28"."is_met" AND COALESCE("t28"."closed_on" > "t28"."due", FALSE)
          THEN 'used-late'
          WHEN "t28"."is_met"
          THEN 'used'
          WHEN "t28"."is_ended"
          THEN 'ended'
          WHEN COALESCE("t28"."due" < (
            SELECT
              "t5"."as_of"
            FROM "question" AS "t5"
          ), FALSE)
          THEN 'lapsed'
          ELSE 'open'
        END
        WHEN "t28"."sort" = 3
        THEN CASE
          WHEN "t28"."is_met"
          THEN 'answered'
          WHEN "t28"."is_ended"
          THEN 'ended'
          WHEN COALESCE("t28"."due" < (
            SELECT
              "t5"."as_of"
            FROM "question" AS "t5"
          ), FALSE)
          THEN 'passed'
          ELSE 'waiting'
        END
        WHEN "t28"."sort" = 4
        THEN CASE
          WHEN CASE
            WHEN "t28"."is_met" AND "t28"."undated"
            THEN 'met-undated'
            WHEN "t28"."is_met" AND NOT (
              COALESCE("t28"."closed_on" > "t28"."due", FALSE)
            )
            THEN 'met'
            WHEN "t28"."is_met" AND "t28"."disapplied"
            THEN 'met-under-exception'
            WHEN "t28"."is_met"
            THEN 'met-late'
            WHEN "t28"."is_ended"
            THEN 'ended'
            WHEN NOT (
              COALESCE("t28"."due" < (
                SELECT
                  "t5"."as_of"
                FROM "question" AS "t5"
              ), FALSE)
            )
            THEN 'running'
            WHEN "t28"."disapplied"
            THEN 'limit-disapplied'
            ELSE 'overdue'
          END IN ('met-late', 'met-under-exception')
          THEN 'met'
          ELSE CASE
            WHEN "t28"."is_met" AND "t28"."undated"
            THEN 'met-undated'
            WHEN "t28"."is_met" AND NOT (
              COALESCE("t28"."closed_on" > "t28"."due", FALSE)
            )
            THEN 'met'
            WHEN "t28"."is_met" AND "t28"."disapplied"
            THEN 'met-under-exception'
            WHEN "t28"."is_met"
            THEN 'met-late'
            WHEN "t28"."is_ended"
            THEN 'ended'
            WHEN NOT (
              COALESCE("t28"."due" < (
                SELECT
                  "t5"."as_of"
                FROM "question" AS "t5"
              ), FALSE)
            )
            THEN 'running'
            WHEN "t28"."disapplied"
            THEN 'limit-disapplied'
            ELSE 'overdue'
          END
        END
        ELSE CASE WHEN "t28"."is_met" THEN 'met' WHEN "t28"."is_ended" THEN 'ended' ELSE 'owed' END
      END
    END AS "state"
  FROM (
    SELECT
      "t27"."case",
      "t27"."duty",
      "t27"."thread_of",
      "t27"."mark",
      "t27"."lent",
      "t27"."place",
      "t27"."day",
      "t27"."starts_on",
      "t27"."after",
      "t27"."request",
      "t27"."referral",
      "t27"."sort",
      "t27"."level",
      "t27"."version",
      "t27"."combine",
      "t27"."only_asked",
      "t27"."number",
      "t27"."stands"
      AND COALESCE("t27"."is_met", FALSE)
      AND (
        "t27"."close" IS NOT NULL
      ) AS "is_met",
      "t27"."close",
      "t27"."undated",
      "t27"."due",
      "t27"."open_ended",
      "t27"."inapplicable",
      "t27"."relied_on",
      "t27"."broken",
      "t27"."stands",
      "t27"."last_working",
      "t27"."source",
      "t27"."is_untold",
      "t27"."stands" AND COALESCE("t27"."relied_on", FALSE) AS "disapplied",
      CASE
        WHEN "t27"."stands"
        THEN CASE
          WHEN "t27"."undated"
          THEN NULL
          ELSE CAST((
            "t27"."close" >> 20
          ) - 1000000 AS INT)
        END
        ELSE NULL
      END AS "closed_on",
      "t27"."stands"
      AND NOT (
        COALESCE("t27"."is_met", FALSE)
      )
      AND (
        "t27"."close" IS NOT NULL
      ) AS "is_ended"
    FROM (
      SELECT
        "t26"."case",
        "t26"."duty",
        "t26"."thread_of",
        "t26"."mark",
        "t26"."lent",
        "t26"."place",
        "t26"."day",
        "t26"."starts_on",
        "t26"."after",
        "t26"."request",
        "t26"."referral",
        "t26"."sort",
        "t26"."level",
        "t26"."version",
        "t26"."combine",
        "t26"."only_asked",
        "t26"."number",
        "t26"."is_met",
        "t26"."close",
        "t26"."undated",
        "t26"."due",
        "t26"."open_ended",
        "t26"."inapplicable",
        "t26"."relied_on",
        "t26"."broken",
        "t26"."stands",
        "t17"."last_working",
        "t23"."source",
        "t18"."is_untold"
      FROM (
        SELECT
          "t24"."case",
          "t24"."duty",
          "t24"."thread_of",
          "t24"."mark",
          "t24"."lent",
          "t24"."place",
          "t24"."day",
          "t24"."starts_on",
          "t24"."after",
          "t24"."request",
          "t24"."referral",
          "t24"."sort",
          "t24"."level",
          "t24"."version",
          "t24"."combine",
          "t24"."only_asked",
          "t24"."number",
          "t24"."is_met",
          "t24"."close",
          "t24"."undated",
          CASE
            WHEN (
              "t24"."inapplicable" IS NULL
            )
            AND (
              "t24"."version" IS NOT NULL
            )
            AND (
              "t24"."sort" <> 6
            )
            THEN "t24"."due"
            ELSE NULL
          END AS "due",
          "t24"."open_ended",
          "t24"."inapplicable",
          "t24"."relied_on",
          "t24"."broken",
          (
            "t24"."inapplicable" IS NULL
          )
          AND (
            "t24"."version" IS NOT NULL
          )
          AND (
            "t24"."sort" <> 6
          ) AS "stands"
        FROM (
          SELECT
            "t9"."case",
            "t9"."duty",
            "t9"."thread_of",
            "t9"."mark",
            "t9"."lent",
            "t9"."place",
            "t9"."day",
            "t9"."starts_on",
            "t9"."after",
            "t9"."request",
            "t9"."referral",
            "t9"."sort",
            "t9"."level",
            "t9"."version",
            "t9"."combine",
            "t9"."only_asked",
            "t9"."number",
            "t9"."is_met",
            "t9"."close",
            "t9"."undated",
            "t9"."due",
            "t9"."open_ended",
            "t19"."inapplicable",
            "t20"."relied_on",
            "t21"."broken"
          FROM "counted" AS "t9"
          LEFT OUTER JOIN (
            SELECT
              "t6"."case" AS "key_case",
              "t6"."duty" AS "key_duty",
              "t6"."thread_of" AS "key_thread_of",
              "t6"."mark" AS "key_mark",
              "t6"."lent" AS "key_lent",
              "t6"."inapplicable"
            FROM "inapplicable" AS "t6"
          ) AS "t19"
            ON "t9"."case" = "t19"."key_case"
            AND "t9"."duty" = "t19"."key_duty"
            AND "t9"."thread_of" = "t19"."key_thread_of"
            AND "t9"."mark" = "t19"."key_mark"
            AND "t9"."lent" = "t19"."key_lent"
          LEFT OUTER JOIN (
            SELECT
              "t7"."case" AS "key_case",
              "t7"."duty" AS "key_duty",
              "t7"."thread_of" AS "key_thread_of",
              "t7"."mark" AS "key_mark",
              "t7"."lent" AS "key_lent",
              "t7"."relied_on"
            FROM "relied_on" AS "t7"
          ) AS "t20"
            ON "t9"."case" = "t20"."key_case"
            AND "t9"."duty" = "t20"."key_duty"
            AND "t9"."thread_of" = "t20"."key_thread_of"
            AND "t9"."mark" = "t20"."key_mark"
            AND "t9"."lent" = "t20"."key_lent"
          LEFT OUTER JOIN (
            SELECT
              "t8"."case" AS "key_case",
              "t8"."duty" AS "key_duty",
              "t8"."thread_of" AS "key_thread_of",
              "t8"."mark" AS "key_mark",
              "t8"."lent" AS "key_lent",
              "t8"."broken"
            FROM "broken" AS "t8"
          ) AS "t21"
            ON "t9"."case" = "t21"."key_case"
            AND "t9"."duty" = "t21"."key_duty"
            AND "t9"."thread_of" = "t21"."key_thread_of"
            AND "t9"."mark" = "t21"."key_mark"
            AND "t9"."lent" = "t21"."key_lent"
        ) AS "t24"
      ) AS "t26"
      LEFT OUTER JOIN (
        SELECT
          "t0"."day" AS "key_day",
          "t0"."last_working"
        FROM "calendar" AS "t0"
      ) AS "t17"
        ON "t26"."due" = "t17"."key_day"
      LEFT OUTER JOIN (
        SELECT
          "t10"."case" AS "key_case",
          "t10"."place" AS "key_place",
          "t10"."source"
        FROM (
          SELECT
            *
          FROM "entries" AS "t3"
          UNION ALL
          SELECT
            *
          FROM "instead" AS "t4"
        ) AS "t10"
        WHERE
          "t10"."dated" AND "t10"."kind" >= 0
      ) AS "t23"
        ON "t26"."case" = "t23"."key_case" AND "t26"."place" = "t23"."key_place"
      LEFT OUTER JOIN (
        SELECT
          "t1"."duty" AS "key_duty",
          "t1"."source" AS "key_source",
          TRUE AS "is_untold"
        FROM "untold" AS "t1"
      ) AS "t18"
        ON "t26"."duty" = "t18"."key_duty" AND "t23"."source" = "t18"."key_source"
    ) AS "t27"
  ) AS "t28"
) AS "t29"
