WITH "t52" AS (
  SELECT
    "t35"."case",
    "t35"."place",
    "t35"."mark",
    "t35"."thread",
    "t35"."dated",
    "t35"."sequence",
    "t48"."fact",
    "t49"."holds"
  FROM (
    SELECT
      "t8"."case",
      "t8"."place",
      "t8"."mark",
      "t8"."thread",
      "t8"."dated",
      CAST("t8"."place" % 1048576 AS INT) AS "sequence"
    FROM "special" AS "t8"
    WHERE
      "t8"."mark" = 3
  ) AS "t35"
  LEFT OUTER JOIN (
    SELECT
      "t40"."case" AS "key_case",
      "t40"."place_of_entry" AS "key_place_of_entry",
      "t40"."word" AS "fact"
    FROM (
      SELECT
        "t10"."case",
        "t10"."sequence" AS "place_of_entry",
        "t10"."day" AS "at",
        "t10"."word"
      FROM "details" AS "t10"
      INNER JOIN (
        SELECT
          "t3"."field"
        FROM "field_names" AS "t3"
        WHERE
          "t3"."name" = 'fact'
      ) AS "t30"
        ON "t10"."field" = "t30"."field"
    ) AS "t40"
  ) AS "t48"
    ON "t35"."case" = "t48"."key_case" AND "t35"."sequence" = "t48"."key_place_of_entry"
  LEFT OUTER JOIN (
    SELECT
      "t41"."case" AS "key_case",
      "t41"."place_of_entry" AS "key_place_of_entry",
      "t41"."word" AS "holds"
    FROM (
      SELECT
        "t10"."case",
        "t10"."sequence" AS "place_of_entry",
        "t10"."day" AS "at",
        "t10"."word"
      FROM "details" AS "t10"
      INNER JOIN (
        SELECT
          "t3"."field"
        FROM "field_names" AS "t3"
        WHERE
          "t3"."name" = 'holds'
      ) AS "t31"
        ON "t10"."field" = "t31"."field"
    ) AS "t41"
  ) AS "t49"
    ON "t35"."case" = "t49"."key_case" AND "t35"."sequence" = "t49"."key_place_of_entry"
), "t63" AS (
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
    "t27"."test",
    "t27"."fact",
    "t27"."negated"
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
      COALESCE("t54"."moved_to", "t54"."day") AS "starts_on",
      CASE
        WHEN "t54"."sort" = 5
        THEN (
          SELECT
            "t4"."as_of"
          FROM "question" AS "t4"
        )
        ELSE COALESCE("t54"."moved_to", "t54"."day")
      END AS "in_force_on"
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
        "t23"."rule",
        "t23"."request",
        "t23"."referral",
        "t23"."sort",
        "t23"."odd",
        "t23"."tested",
        "t24"."moved_to"
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
          CAST("t37"."clock" >> 34 AS INT) AS "case",
          CAST((
            "t37"."clock" >> 24
          ) % 1024 AS SMALLINT) AS "duty",
          "t37"."mark" >> 12 AS "place",
          CAST((
            (
              "t37"."mark" >> 12
            ) >> 20
          ) - 1000000 AS INT) AS "day",
          CAST("t37"."mark" % 64 AS SMALLINT) AS "code"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM "turned" AS "t9"
            WHERE
              NOT (
                COALESCE("t9"."final" >= "t9"."close", FALSE)
              )
          ) AS "t36"
          UNION ALL
          SELECT
            *
          FROM "turns" AS "t5"
        ) AS "t37"
      ) AS "t51"
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
      ) AS "t23"
        ON "t51"."duty" = "t23"."key_duty" AND "t51"."code" = "t23"."key_code"
      LEFT OUTER JOIN (
        SELECT
          "t7"."case" AS "key_case",
          "t7"."place" AS "key_place",
          "t7"."rule" AS "key_rule",
          "t7"."starts_on" AS "moved_to"
        FROM "shifted" AS "t7"
      ) AS "t24"
        ON "t51"."case" = "t24"."key_case"
        AND "t51"."place" = "t24"."key_place"
        AND "t23"."rule" = "t24"."key_rule"
    ) AS "t54"
    WHERE
      "t54"."tested"
  ) AS "t60"
  INNER JOIN (
    SELECT
      "t2"."duty",
      "t2"."test",
      "t2"."fact",
      "t2"."negated"
    FROM "duties" AS "t2"
    WHERE
      "t2"."test" > 0
  ) AS "t27"
    ON "t60"."duty" = "t27"."duty"
)
SELECT
  "t83"."clock"
FROM (
  SELECT
    "t82"."clock",
    "t82"."final",
    "t82"."number",
    "t82"."mark",
    "t82"."after",
    "t82"."reversed_on",
    "t82"."is_met",
    "t82"."close",
    "t82"."undated",
    "t82"."case",
    "t82"."duty",
    "t82"."place",
    "t82"."day",
    "t82"."code",
    "t82"."rule",
    "t82"."request",
    "t82"."referral",
    "t82"."sort",
    "t82"."odd",
    "t82"."tested",
    "t82"."moved_to",
    "t82"."starts_on",
    "t82"."in_force_on",
    "t82"."test",
    "t82"."fact",
    "t82"."negated",
    "t82"."sequence",
    "t82"."on_record",
    "t82"."under_way",
    "t82"."move_on",
    "t82"."transfer_on",
    "t82"."before_move",
    "t82"."before_start",
    "t16"."upto_move",
    "t17"."upto_start"
  FROM (
    SELECT
      "t80"."clock",
      "t80"."final",
      "t80"."number",
      "t80"."mark",
      "t80"."after",
      "t80"."reversed_on",
      "t80"."is_met",
      "t80"."close",
      "t80"."undated",
      "t80"."case",
      "t80"."duty",
      "t80"."place",
      "t80"."day",
      "t80"."code",
      "t80"."rule",
      "t80"."request",
      "t80"."referral",
      "t80"."sort",
      "t80"."odd",
      "t80"."tested",
      "t80"."moved_to",
      "t80"."starts_on",
      "t80"."in_force_on",
      "t80"."test",
      "t80"."fact",
      "t80"."negated",
      "t80"."sequence",
      "t80"."on_record",
      "t80"."under_way",
      "t80"."move_on",
      "t80"."transfer_on",
      "t80"."move_on" - 1 AS "before_move",
      "t80"."starts_on" - 1 AS "before_start"
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
        "t69"."place",
        "t69"."day",
        "t69"."code",
        "t69"."rule",
        "t69"."request",
        "t69"."referral",
        "t69"."sort",
        "t69"."odd",
        "t69"."tested",
        "t69"."moved_to",
        "t69"."starts_on",
        "t69"."in_force_on",
        "t69"."test",
        "t69"."fact",
        "t69"."negated",
        "t69"."sequence",
        "t64"."on_record",
        "t79"."under_way",
        "t46"."move_on",
        "t47"."transfer_on"
      FROM (
        SELECT
          "t65"."clock",
          "t65"."final",
          "t65"."number",
          "t65"."mark",
          "t65"."after",
          "t65"."reversed_on",
          "t65"."is_met",
          "t65"."close",
          "t65"."undated",
          "t65"."case",
          "t65"."duty",
          "t65"."place",
          "t65"."day",
          "t65"."code",
          "t65"."rule",
          "t65"."request",
          "t65"."referral",
          "t65"."sort",
          "t65"."odd",
          "t65"."tested",
          "t65"."moved_to",
          "t65"."starts_on",
          "t65"."in_force_on",
          "t65"."test",
          "t65"."fact",
          "t65"."negated",
          CAST("t65"."place" % 1048576 AS INT) AS "sequence"
        FROM "t63" AS "t65"
      ) AS "t69"
      LEFT OUTER JOIN (
        SELECT
          "t61"."case" AS "key_case",
          "t61"."fact" AS "key_fact",
          "t61"."holds" AS "on_record"
        FROM (
          SELECT
            "t58"."case",
            "t58"."fact",
            COALESCE("t57"."holds", 'yes') <> 'no' AS "holds"
          FROM (
            SELECT
              "t53"."case",
              "t53"."fact",
              MAX("t53"."place") AS "place"
            FROM "t52" AS "t53"
            GROUP BY
              1,
              2
          ) AS "t58"
          INNER JOIN (
            SELECT
              "t53"."case",
              "t53"."place",
              "t53"."holds"
            FROM "t52" AS "t53"
          ) AS "t57"
            ON "t58"."case" = "t57"."case" AND "t58"."place" = "t57"."place"
        ) AS "t61"
      ) AS "t64"
        ON "t69"."case" = "t64"."key_case" AND "t69"."fact" = "t64"."key_fact"
      LEFT OUTER JOIN (
        SELECT
          "t77"."clock" AS "key_clock",
          "t77"."under_way"
        FROM (
          SELECT DISTINCT
            *
          FROM (
            SELECT
              "t72"."clock",
              TRUE AS "under_way"
            FROM (
              SELECT
                "t70"."clock",
                "t70"."case",
                "t70"."place",
                "t70"."thread",
                "t70"."step" AS "begun"
              FROM (
                SELECT
                  "t68"."clock",
                  "t68"."case",
                  "t68"."place",
                  "t68"."day",
                  "t33"."mark",
                  "t33"."thread",
                  "t33"."its_case",
                  "t33"."step"
                FROM (
                  SELECT
                    "t65"."clock",
                    "t65"."case",
                    "t65"."place",
                    "t65"."day"
                  FROM "t63" AS "t65"
                  WHERE
                    "t65"."test" = 2
                ) AS "t68"
                INNER JOIN (
                  SELECT
                    "t8"."mark",
                    "t8"."thread",
                    "t8"."case" AS "its_case",
                    "t8"."place" AS "step"
                  FROM "special" AS "t8"
                  WHERE
                    "t8"."mark" = 4
                ) AS "t33"
                  ON "t68"."case" = "t33"."its_case"
              ) AS "t70"
              WHERE
                CAST((
                  "t70"."step" >> 20
                ) - 1000000 AS INT) <= "t70"."day"
                AND "t70"."step" <> "t70"."place"
            ) AS "t72"
            ANTI JOIN (
              SELECT
                *
              FROM (
                SELECT
                  "t72"."clock",
                  "t72"."case",
                  "t72"."place",
                  "t72"."thread",
                  "t72"."begun",
                  "t34"."end_case",
                  "t34"."end_thread",
                  "t34"."end"
                FROM (
                  SELECT
                    "t70"."clock",
                    "t70"."case",
                    "t70"."place",
                    "t70"."thread",
                    "t70"."step" AS "begun"
                  FROM (
                    SELECT
                      "t68"."clock",
                      "t68"."case",
                      "t68"."place",
                      "t68"."day",
                      "t33"."mark",
                      "t33"."thread",
                      "t33"."its_case",
                      "t33"."step"
                    FROM (
                      SELECT
                        "t65"."clock",
                        "t65"."case",
                        "t65"."place",
                        "t65"."day"
                      FROM "t63" AS "t65"
                      WHERE
                        "t65"."test" = 2
                    ) AS "t68"
                    INNER JOIN (
                      SELECT
                        "t8"."mark",
                        "t8"."thread",
                        "t8"."case" AS "its_case",
                        "t8"."place" AS "step"
                      FROM "special" AS "t8"
                      WHERE
                        "t8"."mark" = 4
                    ) AS "t33"
                      ON "t68"."case" = "t33"."its_case"
                  ) AS "t70"
                  WHERE
                    CAST((
                      "t70"."step" >> 20
                    ) - 1000000 AS INT) <= "t70"."day"
                    AND "t70"."step" <> "t70"."place"
                ) AS "t72"
                INNER JOIN (
                  SELECT
                    "t8"."case" AS "end_case",
                    "t8"."thread" AS "end_thread",
                    "t8"."place" AS "end"
                  FROM "special" AS "t8"
                  WHERE
                    "t8"."mark" = 5
                ) AS "t34"
                  ON "t72"."case" = "t34"."end_case"
              ) AS "t73"
              WHERE
                "t73"."end" < "t73"."place"
                AND "t73"."end" >= "t73"."begun"
                AND (
                  (
                    "t73"."end_thread" = 0
                  ) OR (
                    "t73"."end_thread" = "t73"."thread"
                  )
                )
            ) AS "t75"
              ON "t72"."clock" = "t75"."clock" AND "t72"."begun" = "t75"."begun"
          ) AS "t76"
        ) AS "t77"
      ) AS "t79"
        ON "t69"."clock" = "t79"."key_clock"
      LEFT OUTER JOIN (
        SELECT
          "t38"."case" AS "key_case",
          "t38"."place_of_entry" AS "key_place_of_entry",
          "t38"."at" AS "move_on"
        FROM (
          SELECT
            "t10"."case",
            "t10"."sequence" AS "place_of_entry",
            "t10"."day" AS "at",
            "t10"."word"
          FROM "details" AS "t10"
          INNER JOIN (
            SELECT
              "t3"."field"
            FROM "field_names" AS "t3"
            WHERE
              "t3"."name" = 'move_on'
          ) AS "t28"
            ON "t10"."field" = "t28"."field"
        ) AS "t38"
      ) AS "t46"
        ON "t69"."case" = "t46"."key_case" AND "t69"."sequence" = "t46"."key_place_of_entry"
      LEFT OUTER JOIN (
        SELECT
          "t39"."case" AS "key_case",
          "t39"."place_of_entry" AS "key_place_of_entry",
          "t39"."at" AS "transfer_on"
        FROM (
          SELECT
            "t10"."case",
            "t10"."sequence" AS "place_of_entry",
            "t10"."day" AS "at",
            "t10"."word"
          FROM "details" AS "t10"
          INNER JOIN (
            SELECT
              "t3"."field"
            FROM "field_names" AS "t3"
            WHERE
              "t3"."name" = 'transfer_on'
          ) AS "t29"
            ON "t10"."field" = "t29"."field"
        ) AS "t39"
      ) AS "t47"
        ON "t69"."case" = "t47"."key_case" AND "t69"."sequence" = "t47"."key_place_of_entry"
    ) AS "t80"
  ) AS "t82"
  LEFT OUTER JOIN (
    SELECT
      "t0"."day" AS "key_day",
      "t0"."upto_ew" AS "upto_move"
    FROM "calendar" AS "t0"
  ) AS "t16"
    ON "t82"."before_move" = "t16"."key_day"
  LEFT OUTER JOIN (
    SELECT
      "t0"."day" AS "key_day",
      "t0"."upto_ew" AS "upto_start"
    FROM "calendar" AS "t0"
  ) AS "t17"
    ON "t82"."before_start" = "t17"."key_day"
) AS "t83"
WHERE
  NOT (
    CASE
      WHEN "t83"."test" = 1
      THEN COALESCE("t83"."on_record", FALSE)
      WHEN "t83"."test" = 2
      THEN COALESCE("t83"."under_way", FALSE)
      WHEN "t83"."test" = 3
      THEN COALESCE((
        "t83"."upto_move" - "t83"."upto_start"
      ) >= 15, FALSE)
      ELSE COALESCE("t83"."transfer_on" = 16679, FALSE)
    END <> "t83"."negated"
  )
