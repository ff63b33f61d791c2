WITH "t11" AS (
  SELECT
    *
  FROM "entries" AS "t2"
  UNION ALL
  SELECT
    *
  FROM "instead" AS "t3"
), "t40" AS (
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
    "t39"."clock_thread",
    "t39"."place",
    "t39"."day",
    "t39"."code",
    "t39"."lent",
    "t39"."split",
    "t39"."number_right",
    "t39"."whole",
    "t35"."reversal",
    "t20"."quick_duty",
    "t20"."version",
    "t20"."combine",
    "t20"."is_barred",
    "t20"."inapplicable",
    "t20"."source_0",
    "t20"."rule_0",
    "t20"."field_0",
    "t20"."lender_0",
    "t20"."source_1",
    "t20"."rule_1",
    "t20"."field_1",
    "t20"."lender_1",
    "t21"."rule",
    "t21"."request",
    "t21"."referral",
    "t21"."sort",
    "t21"."odd"
  FROM (
    SELECT
      *
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
        "t36"."clock_thread",
        "t36"."place",
        "t36"."day",
        "t36"."code",
        "t36"."lent",
        "t27"."split",
        "t22"."number" AS "number_right",
        "t22"."whole"
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
          CAST("t29"."clock" >> 34 AS INT) AS "case",
          CAST((
            "t29"."clock" >> 24
          ) % 1024 AS SMALLINT) AS "duty",
          CAST((
            "t29"."clock" % 16777216
          ) - 1 AS INT) AS "clock_thread",
          "t29"."mark" >> 12 AS "place",
          CAST((
            (
              "t29"."mark" >> 12
            ) >> 20
          ) - 1000000 AS INT) AS "day",
          CAST("t29"."mark" % 64 AS SMALLINT) AS "code",
          FALSE AS "lent"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM "turned" AS "t6"
            WHERE
              NOT (
                COALESCE("t6"."final" >= "t6"."close", FALSE)
              )
          ) AS "t26"
          UNION ALL
          SELECT
            *
          FROM "turns" AS "t4"
        ) AS "t29"
      ) AS "t36"
      LEFT OUTER JOIN (
        SELECT
          "t19"."duty" AS "key_duty",
          "t19"."duty" AS "split"
        FROM (
          SELECT DISTINCT
            "t7"."duty"
          FROM "starters" AS "t7"
          WHERE
            "t7"."splits"
        ) AS "t19"
      ) AS "t27"
        ON "t36"."duty" = "t27"."key_duty"
      INNER JOIN (
        SELECT
          *
        FROM "new_stories" AS "t5"
      ) AS "t22"
        ON "t36"."case" = "t22"."number"
    ) AS "t37"
    WHERE
      "t37"."clock_thread" = CASE WHEN "t37"."whole" THEN -1 ELSE 1 END
      AND (
        "t37"."split" IS NULL
      ) = "t37"."whole"
  ) AS "t39"
  LEFT OUTER JOIN (
    SELECT
      "t32"."case" AS "key_case",
      "t32"."day" AS "key_day",
      "t32"."ordinal" AS "reversal"
    FROM (
      SELECT
        "t31"."case",
        "t31"."day",
        MAX("t31"."ordinal") AS "ordinal"
      FROM (
        SELECT
          "t17"."case",
          CAST((
            "t17"."place" >> 20
          ) - 1000000 AS INT) AS "day",
          CAST("t17"."place" % 1048576 AS INT) AS "ordinal"
        FROM "t11" AS "t17"
      ) AS "t31"
      GROUP BY
        1,
        2
    ) AS "t32"
  ) AS "t35"
    ON "t39"."case" = "t35"."key_case" AND "t39"."reversed_on" = "t35"."key_day"
  LEFT OUTER JOIN (
    SELECT
      "t0"."duty" AS "key_duty",
      "t0"."duty" AS "quick_duty",
      "t0"."version",
      "t0"."combine",
      "t0"."is_barred",
      "t0"."inapplicable",
      "t0"."source_0",
      "t0"."rule_0",
      "t0"."field_0",
      "t0"."lender_0",
      "t0"."source_1",
      "t0"."rule_1",
      "t0"."field_1",
      "t0"."lender_1"
    FROM "quick" AS "t0"
  ) AS "t20"
    ON "t39"."duty" = "t20"."key_duty"
  LEFT OUTER JOIN (
    SELECT
      "t1"."duty" AS "key_duty",
      "t1"."code" AS "key_code",
      "t1"."rule",
      "t1"."request",
      "t1"."referral",
      "t1"."sort",
      "t1"."odd"
    FROM "start_facts" AS "t1"
  ) AS "t21"
    ON "t39"."duty" = "t21"."key_duty" AND "t39"."code" = "t21"."key_code"
), "t60" AS (
  SELECT
    "t56"."clock",
    "t56"."mark",
    "t56"."lent",
    "t56"."limb",
    MAX("t56"."rule") AS "rule",
    MAX("t56"."field") AS "field",
    MAX("t56"."fact") FILTER(WHERE
      "t56"."fact" = "t56"."place") AS "itself",
    MIN("t56"."fact") FILTER(WHERE
      "t56"."fact" >= (
        "t56"."place" - (
          "t56"."place" % 1048576
        )
      )) AS "since",
    MAX("t56"."fact") AS "before"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t52"."clock",
        "t52"."mark",
        "t52"."lent",
        "t52"."case",
        "t52"."duty",
        "t52"."place",
        "t52"."day",
        "t52"."version",
        "t52"."limb",
        "t52"."kind",
        "t52"."own",
        "t52"."source",
        "t52"."way",
        "t52"."n",
        "t52"."n_request",
        "t52"."begin",
        "t52"."begin_referral",
        "t52"."calendar",
        "t52"."roll",
        "t52"."due_of",
        "t52"."field",
        "t52"."until_start",
        "t52"."rule",
        "t52"."spot",
        "t25"."thread",
        "t25"."fact"
      FROM (
        SELECT
          "t48"."clock",
          "t48"."mark",
          "t48"."lent",
          "t48"."case",
          "t48"."duty",
          "t48"."place",
          "t48"."day",
          "t48"."version",
          "t48"."limb",
          "t48"."kind",
          "t48"."own",
          "t48"."source",
          "t48"."way",
          "t48"."n",
          "t48"."n_request",
          "t48"."begin",
          "t48"."begin_referral",
          "t48"."calendar",
          "t48"."roll",
          "t48"."due_of",
          "t48"."field",
          "t48"."until_start",
          "t48"."rule",
          (
            CAST("t48"."case" AS BIGINT) * 1024
          ) + "t48"."kind" + 1 AS "spot"
        FROM (
          SELECT
            "t46"."clock",
            "t46"."mark",
            "t46"."lent",
            "t46"."case",
            "t46"."duty",
            "t46"."place",
            "t46"."day",
            "t46"."version",
            "t30"."limb",
            "t30"."kind",
            "t30"."own",
            "t30"."source",
            "t30"."way",
            "t30"."n",
            "t30"."n_request",
            "t30"."begin",
            "t30"."begin_referral",
            "t30"."calendar",
            "t30"."roll",
            "t30"."due_of",
            "t30"."field",
            "t30"."until_start",
            "t30"."rule"
          FROM (
            SELECT
              "t41"."clock",
              "t41"."mark",
              "t41"."lent",
              "t41"."case",
              "t41"."duty",
              "t41"."place",
              "t41"."day",
              "t41"."version"
            FROM "t40" AS "t41"
            WHERE
              (
                (
                  "t41"."quick_duty" IS NOT NULL
                )
                AND NOT (
                  COALESCE("t41"."is_barred" AND (
                    "t41"."final" = -1
                  ) AND (
                    "t41"."number" > 1
                  ), FALSE)
                )
              )
              AND "t41"."version" IS NOT NULL
          ) AS "t46"
          INNER JOIN (
            SELECT
              "t13"."version",
              "t13"."limb",
              "t13"."kind",
              "t13"."own",
              "t14"."source",
              "t14"."way",
              "t14"."n",
              "t14"."n_request",
              "t14"."begin",
              "t14"."begin_referral",
              "t14"."calendar",
              "t14"."roll",
              "t14"."due_of",
              "t14"."field",
              "t14"."until_start",
              "t14"."rule"
            FROM "limb_kinds" AS "t13"
            INNER JOIN "limbs" AS "t14"
              ON "t13"."version" = "t14"."version" AND "t13"."limb" = "t14"."limb"
          ) AS "t30"
            ON "t46"."version" = "t30"."version"
        ) AS "t48"
      ) AS "t52"
      INNER JOIN (
        SELECT
          "t17"."spot",
          "t17"."thread",
          "t17"."place" AS "fact"
        FROM "t11" AS "t17"
        WHERE
          "t17"."dated"
      ) AS "t25"
        ON "t52"."spot" = "t25"."spot"
    ) AS "t54"
    WHERE
      (
        NOT (
          "t54"."own"
        )
        OR (
          CAST((
            "t54"."clock" % 16777216
          ) - 1 AS INT) = -1
        )
        OR (
          "t54"."thread" = CAST((
            "t54"."clock" % 16777216
          ) - 1 AS INT)
        )
      )
      AND (
        NOT (
          "t54"."until_start"
        )
        OR (
          CAST((
            "t54"."fact" >> 20
          ) - 1000000 AS INT) <= "t54"."day"
        )
      )
  ) AS "t56"
  GROUP BY
    1,
    2,
    3,
    4
)
SELECT
  "t70"."case" AS "story",
  "t70"."duty",
  "t70"."number",
  "t70"."is_met",
  "t70"."undated",
  "t70"."reversal",
  CAST(CASE WHEN "t70"."final" = -1 THEN -1 ELSE 0 END AS BIGINT) AS "final",
  CAST("t70"."code" AS BIGINT) AS "code",
  CAST("t70"."place" % 1048576 AS INT) AS "start",
  CAST("t70"."close" % 1048576 AS INT) AS "close",
  CAST("t70"."after" % 1048576 AS INT) AS "after",
  "t70"."quick",
  "t70"."sort",
  "t70"."rule",
  COALESCE("t70"."combine" = 2, FALSE) AS "later",
  "t70"."odd",
  CAST("t70"."broken" % 1048576 AS INT) AS "broken",
  "t70"."inapplicable",
  "t70"."limb_0",
  "t70"."fact_0",
  "t70"."rule_0",
  "t70"."field_0",
  CAST(CASE
    WHEN "t70"."source_1" IS NOT NULL
    THEN (
      (
        (
          CAST("t70"."version" AS INT) * 2
        ) + 1
      ) * 4
    ) + (
      (
        CAST("t70"."request" AS INT) * 2
      ) + CAST("t70"."referral" AS INT)
    )
    ELSE NULL
  END AS INT) AS "limb_1",
  CAST(CASE WHEN "t70"."source_1" IN (1, 3) THEN "t70"."place" ELSE "t70"."event_1" END % 1048576 AS INT) AS "fact_1",
  CASE WHEN "t70"."source_1" IN (1, 3) THEN "t70"."rule" ELSE "t70"."rule_1" END AS "rule_1",
  "t70"."field_1"
FROM (
  SELECT
    "t69"."clock",
    "t69"."final",
    "t69"."number",
    "t69"."mark",
    "t69"."after",
    "t69"."reversed_on",
    "t69"."is_met",
    "t69"."close",
    "t69"."undated",
    "t69"."case",
    "t69"."duty",
    "t69"."clock_thread",
    "t69"."place",
    "t69"."day",
    "t69"."code",
    "t69"."lent",
    "t69"."split",
    "t69"."number_right",
    "t69"."whole",
    "t69"."reversal",
    "t69"."quick_duty",
    "t69"."version",
    "t69"."combine",
    "t69"."is_barred",
    "t69"."inapplicable",
    "t69"."source_0",
    "t69"."rule_0",
    "t69"."field_0",
    "t69"."lender_0",
    "t69"."source_1",
    "t69"."rule_1",
    "t69"."field_1",
    "t69"."lender_1",
    "t69"."rule",
    "t69"."request",
    "t69"."referral",
    "t69"."sort",
    "t69"."odd",
    "t69"."quick",
    "t69"."broken",
    "t69"."event_0",
    "t69"."limb_0",
    "t69"."fact_0",
    "t65"."event_1"
  FROM (
    SELECT
      "t67"."clock",
      "t67"."final",
      "t67"."number",
      "t67"."mark",
      "t67"."after",
      "t67"."reversed_on",
      "t67"."is_met",
      "t67"."close",
      "t67"."undated",
      "t67"."case",
      "t67"."duty",
      "t67"."clock_thread",
      "t67"."place",
      "t67"."day",
      "t67"."code",
      "t67"."lent",
      "t67"."split",
      "t67"."number_right",
      "t67"."whole",
      "t67"."reversal",
      "t67"."quick_duty",
      "t67"."version",
      "t67"."combine",
      "t67"."is_barred",
      "t67"."inapplicable",
      "t67"."source_0",
      CASE WHEN "t67"."source_0" IN (1, 3) THEN "t67"."rule" ELSE "t67"."rule_0" END AS "rule_0",
      "t67"."field_0",
      "t67"."lender_0",
      "t67"."source_1",
      "t67"."rule_1",
      "t67"."field_1",
      "t67"."lender_1",
      "t67"."rule",
      "t67"."request",
      "t67"."referral",
      "t67"."sort",
      "t67"."odd",
      "t67"."quick",
      "t67"."broken",
      "t67"."event_0",
      CAST(CASE
        WHEN "t67"."source_0" IS NOT NULL
        THEN (
          (
            (
              CAST("t67"."version" AS INT) * 2
            ) + 0
          ) * 4
        ) + (
          (
            CAST("t67"."request" AS INT) * 2
          ) + CAST("t67"."referral" AS INT)
        )
        ELSE NULL
      END AS INT) AS "limb_0",
      CAST(CASE WHEN "t67"."source_0" IN (1, 3) THEN "t67"."place" ELSE "t67"."event_0" END % 1048576 AS INT) AS "fact_0"
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
        "t45"."clock_thread",
        "t45"."place",
        "t45"."day",
        "t45"."code",
        "t45"."lent",
        "t45"."split",
        "t45"."number_right",
        "t45"."whole",
        "t45"."reversal",
        "t45"."quick_duty",
        "t45"."version",
        "t45"."combine",
        "t45"."is_barred",
        "t45"."inapplicable",
        "t45"."source_0",
        "t45"."rule_0",
        "t45"."field_0",
        "t45"."lender_0",
        "t45"."source_1",
        "t45"."rule_1",
        "t45"."field_1",
        "t45"."lender_1",
        "t45"."rule",
        "t45"."request",
        "t45"."referral",
        "t45"."sort",
        "t45"."odd",
        "t45"."quick",
        "t61"."broken",
        "t66"."event_0"
      FROM (
        SELECT
          "t41"."clock",
          "t41"."final",
          "t41"."number",
          "t41"."mark",
          "t41"."after",
          "t41"."reversed_on",
          "t41"."is_met",
          "t41"."close",
          "t41"."undated",
          "t41"."case",
          "t41"."duty",
          "t41"."clock_thread",
          "t41"."place",
          "t41"."day",
          "t41"."code",
          "t41"."lent",
          "t41"."split",
          "t41"."number_right",
          "t41"."whole",
          "t41"."reversal",
          "t41"."quick_duty",
          "t41"."version",
          "t41"."combine",
          "t41"."is_barred",
          "t41"."inapplicable",
          "t41"."source_0",
          "t41"."rule_0",
          "t41"."field_0",
          "t41"."lender_0",
          "t41"."source_1",
          "t41"."rule_1",
          "t41"."field_1",
          "t41"."lender_1",
          "t41"."rule",
          "t41"."request",
          "t41"."referral",
          "t41"."sort",
          "t41"."odd",
          (
            "t41"."quick_duty" IS NOT NULL
          )
          AND NOT (
            COALESCE("t41"."is_barred" AND (
              "t41"."final" = -1
            ) AND (
              "t41"."number" > 1
            ), FALSE)
          ) AS "quick"
        FROM "t40" AS "t41"
      ) AS "t45"
      LEFT OUTER JOIN (
        SELECT
          "t58"."clock" AS "key_clock",
          "t58"."fact" AS "broken"
        FROM (
          SELECT
            "t57"."clock",
            MIN("t57"."fact") AS "fact"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t53"."clock",
                "t53"."mark",
                "t53"."lent",
                "t53"."case",
                "t53"."duty",
                "t53"."place",
                "t53"."day",
                "t53"."after",
                "t53"."close",
                "t53"."kind",
                "t53"."own",
                "t53"."spot",
                "t25"."thread",
                "t25"."fact"
              FROM (
                SELECT
                  "t49"."clock",
                  "t49"."mark",
                  "t49"."lent",
                  "t49"."case",
                  "t49"."duty",
                  "t49"."place",
                  "t49"."day",
                  "t49"."after",
                  "t49"."close",
                  "t49"."kind",
                  "t49"."own",
                  (
                    CAST("t49"."case" AS BIGINT) * 1024
                  ) + "t49"."kind" + 1 AS "spot"
                FROM (
                  SELECT
                    "t47"."clock",
                    "t47"."mark",
                    "t47"."lent",
                    "t47"."case",
                    "t47"."duty",
                    "t47"."place",
                    "t47"."day",
                    "t47"."after",
                    "t47"."close",
                    "t12"."kind",
                    "t12"."own"
                  FROM (
                    SELECT
                      "t41"."clock",
                      "t41"."mark",
                      "t41"."lent",
                      "t41"."case",
                      "t41"."duty",
                      "t41"."place",
                      "t41"."day",
                      "t41"."after",
                      "t41"."close"
                    FROM "t40" AS "t41"
                    WHERE
                      (
                        (
                          "t41"."quick_duty" IS NOT NULL
                        )
                        AND NOT (
                          COALESCE("t41"."is_barred" AND (
                            "t41"."final" = -1
                          ) AND (
                            "t41"."number" > 1
                          ), FALSE)
                        )
                      )
                      AND "t41"."is_barred"
                  ) AS "t47"
                  INNER JOIN "barred" AS "t12"
                    ON "t47"."duty" = "t12"."duty"
                ) AS "t49"
              ) AS "t53"
              INNER JOIN (
                SELECT
                  "t17"."spot",
                  "t17"."thread",
                  "t17"."place" AS "fact"
                FROM "t11" AS "t17"
                WHERE
                  "t17"."dated"
              ) AS "t25"
                ON "t53"."spot" = "t25"."spot"
            ) AS "t55"
            WHERE
              (
                NOT (
                  "t55"."own"
                )
                OR (
                  CAST((
                    "t55"."clock" % 16777216
                  ) - 1 AS INT) = -1
                )
                OR (
                  "t55"."thread" = CAST((
                    "t55"."clock" % 16777216
                  ) - 1 AS INT)
                )
              )
              AND CAST((
                "t55"."fact" >> 20
              ) - 1000000 AS INT) >= "t55"."day"
              AND "t55"."fact" <> "t55"."place"
              AND (
                (
                  "t55"."after" IS NULL
                ) OR (
                  "t55"."fact" > "t55"."after"
                )
              )
              AND (
                (
                  "t55"."close" IS NULL
                )
                OR (
                  CAST((
                    "t55"."fact" >> 20
                  ) - 1000000 AS INT) < CAST((
                    "t55"."close" >> 20
                  ) - 1000000 AS INT)
                )
              )
          ) AS "t57"
          GROUP BY
            1
        ) AS "t58"
      ) AS "t61"
        ON "t45"."clock" = "t61"."key_clock"
      LEFT OUTER JOIN (
        SELECT
          "t62"."clock" AS "key_clock",
          COALESCE("t62"."itself", "t62"."since", "t62"."before") AS "event_0"
        FROM "t60" AS "t62"
        WHERE
          "t62"."limb" = 0
      ) AS "t66"
        ON "t45"."clock" = "t66"."key_clock"
    ) AS "t67"
  ) AS "t69"
  LEFT OUTER JOIN (
    SELECT
      "t62"."clock" AS "key_clock",
      COALESCE("t62"."itself", "t62"."since", "t62"."before") AS "event_1"
    FROM "t60" AS "t62"
    WHERE
      "t62"."limb" = 1
  ) AS "t65"
    ON "t69"."clock" = "t65"."key_clock"
) AS "t70"
