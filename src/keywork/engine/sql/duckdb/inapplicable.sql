WITH "t29" AS (
  SELECT
    "t19"."case",
    "t19"."duty",
    "t19"."thread_of",
    "t19"."mark",
    "t19"."lent",
    "t19"."place",
    "t19"."day",
    "t19"."starts_on",
    "t19"."after",
    "t19"."request",
    "t19"."referral",
    "t19"."sort",
    "t19"."level",
    "t19"."version",
    "t19"."combine",
    "t19"."only_asked",
    "t19"."number",
    "t19"."is_met",
    "t19"."close",
    "t19"."undated",
    "t19"."due",
    "t19"."open_ended",
    "t20"."test",
    "t20"."fact",
    "t20"."negated"
  FROM (
    SELECT
      *
    FROM "counted" AS "t2"
    WHERE
      "t2"."version" IS NOT NULL
  ) AS "t19"
  INNER JOIN (
    SELECT
      "t3"."duty",
      "t3"."test",
      "t3"."fact",
      "t3"."negated"
    FROM "duties" AS "t3"
    WHERE
      "t3"."test" > 0
  ) AS "t20"
    ON "t19"."duty" = "t20"."duty"
), "t47" AS (
  SELECT
    "t28"."case",
    "t28"."place",
    "t28"."mark",
    "t28"."thread",
    "t28"."dated",
    "t28"."sequence",
    "t41"."fact",
    "t42"."holds"
  FROM (
    SELECT
      "t5"."case",
      "t5"."place",
      "t5"."mark",
      "t5"."thread",
      "t5"."dated",
      CAST("t5"."place" % 1048576 AS INT) AS "sequence"
    FROM "special" AS "t5"
    WHERE
      "t5"."mark" = 3
  ) AS "t28"
  LEFT OUTER JOIN (
    SELECT
      "t32"."case" AS "key_case",
      "t32"."place_of_entry" AS "key_place_of_entry",
      "t32"."word" AS "fact"
    FROM (
      SELECT
        "t6"."case",
        "t6"."sequence" AS "place_of_entry",
        "t6"."day" AS "at",
        "t6"."word"
      FROM "details" AS "t6"
      INNER JOIN (
        SELECT
          "t4"."field"
        FROM "field_names" AS "t4"
        WHERE
          "t4"."name" = 'fact'
      ) AS "t23"
        ON "t6"."field" = "t23"."field"
    ) AS "t32"
  ) AS "t41"
    ON "t28"."case" = "t41"."key_case" AND "t28"."sequence" = "t41"."key_place_of_entry"
  LEFT OUTER JOIN (
    SELECT
      "t33"."case" AS "key_case",
      "t33"."place_of_entry" AS "key_place_of_entry",
      "t33"."word" AS "holds"
    FROM (
      SELECT
        "t6"."case",
        "t6"."sequence" AS "place_of_entry",
        "t6"."day" AS "at",
        "t6"."word"
      FROM "details" AS "t6"
      INNER JOIN (
        SELECT
          "t4"."field"
        FROM "field_names" AS "t4"
        WHERE
          "t4"."name" = 'holds'
      ) AS "t24"
        ON "t6"."field" = "t24"."field"
    ) AS "t33"
  ) AS "t42"
    ON "t28"."case" = "t42"."key_case" AND "t28"."sequence" = "t42"."key_place_of_entry"
)
SELECT
  "t69"."case",
  "t69"."duty",
  "t69"."thread_of",
  "t69"."mark",
  "t69"."lent",
  TRUE AS "inapplicable"
FROM (
  SELECT
    "t68"."case",
    "t68"."duty",
    "t68"."thread_of",
    "t68"."mark",
    "t68"."lent",
    "t68"."place",
    "t68"."day",
    "t68"."starts_on",
    "t68"."after",
    "t68"."request",
    "t68"."referral",
    "t68"."sort",
    "t68"."level",
    "t68"."version",
    "t68"."combine",
    "t68"."only_asked",
    "t68"."number",
    "t68"."is_met",
    "t68"."close",
    "t68"."undated",
    "t68"."due",
    "t68"."open_ended",
    "t68"."test",
    "t68"."fact",
    "t68"."negated",
    "t68"."sequence",
    "t68"."on_record",
    "t68"."under_way",
    "t68"."move_on",
    "t68"."transfer_on",
    "t68"."before_move",
    "t68"."before_start",
    "t9"."upto_move",
    "t10"."upto_start"
  FROM (
    SELECT
      "t66"."case",
      "t66"."duty",
      "t66"."thread_of",
      "t66"."mark",
      "t66"."lent",
      "t66"."place",
      "t66"."day",
      "t66"."starts_on",
      "t66"."after",
      "t66"."request",
      "t66"."referral",
      "t66"."sort",
      "t66"."level",
      "t66"."version",
      "t66"."combine",
      "t66"."only_asked",
      "t66"."number",
      "t66"."is_met",
      "t66"."close",
      "t66"."undated",
      "t66"."due",
      "t66"."open_ended",
      "t66"."test",
      "t66"."fact",
      "t66"."negated",
      "t66"."sequence",
      "t66"."on_record",
      "t66"."under_way",
      "t66"."move_on",
      "t66"."transfer_on",
      "t66"."move_on" - 1 AS "before_move",
      "t66"."starts_on" - 1 AS "before_start"
    FROM (
      SELECT
        "t46"."case",
        "t46"."duty",
        "t46"."thread_of",
        "t46"."mark",
        "t46"."lent",
        "t46"."place",
        "t46"."day",
        "t46"."starts_on",
        "t46"."after",
        "t46"."request",
        "t46"."referral",
        "t46"."sort",
        "t46"."level",
        "t46"."version",
        "t46"."combine",
        "t46"."only_asked",
        "t46"."number",
        "t46"."is_met",
        "t46"."close",
        "t46"."undated",
        "t46"."due",
        "t46"."open_ended",
        "t46"."test",
        "t46"."fact",
        "t46"."negated",
        "t46"."sequence",
        "t58"."on_record",
        "t65"."under_way",
        "t39"."move_on",
        "t40"."transfer_on"
      FROM (
        SELECT
          "t34"."case",
          "t34"."duty",
          "t34"."thread_of",
          "t34"."mark",
          "t34"."lent",
          "t34"."place",
          "t34"."day",
          "t34"."starts_on",
          "t34"."after",
          "t34"."request",
          "t34"."referral",
          "t34"."sort",
          "t34"."level",
          "t34"."version",
          "t34"."combine",
          "t34"."only_asked",
          "t34"."number",
          "t34"."is_met",
          "t34"."close",
          "t34"."undated",
          "t34"."due",
          "t34"."open_ended",
          "t34"."test",
          "t34"."fact",
          "t34"."negated",
          CAST("t34"."place" % 1048576 AS INT) AS "sequence"
        FROM "t29" AS "t34"
      ) AS "t46"
      LEFT OUTER JOIN (
        SELECT
          "t56"."case" AS "key_case",
          "t56"."fact" AS "key_fact",
          "t56"."holds" AS "on_record"
        FROM (
          SELECT
            "t53"."case",
            "t53"."fact",
            COALESCE("t52"."holds", 'yes') <> 'no' AS "holds"
          FROM (
            SELECT
              "t48"."case",
              "t48"."fact",
              MAX("t48"."place") AS "place"
            FROM "t47" AS "t48"
            GROUP BY
              1,
              2
          ) AS "t53"
          INNER JOIN (
            SELECT
              "t48"."case",
              "t48"."place",
              "t48"."holds"
            FROM "t47" AS "t48"
          ) AS "t52"
            ON "t53"."case" = "t52"."case" AND "t53"."place" = "t52"."place"
        ) AS "t56"
      ) AS "t58"
        ON "t46"."case" = "t58"."key_case" AND "t46"."fact" = "t58"."key_fact"
      LEFT OUTER JOIN (
        SELECT
          "t63"."case" AS "key_case",
          "t63"."duty" AS "key_duty",
          "t63"."thread_of" AS "key_thread_of",
          "t63"."mark" AS "key_mark",
          "t63"."lent" AS "key_lent",
          "t63"."under_way"
        FROM (
          SELECT DISTINCT
            *
          FROM (
            SELECT
              "t55"."case",
              "t55"."duty",
              "t55"."thread_of",
              "t55"."mark",
              "t55"."lent",
              TRUE AS "under_way"
            FROM (
              SELECT
                "t49"."case",
                "t49"."duty",
                "t49"."thread_of",
                "t49"."mark",
                "t49"."lent",
                "t49"."place",
                "t49"."thread",
                "t49"."step" AS "begun"
              FROM (
                SELECT
                  "t45"."case",
                  "t45"."duty",
                  "t45"."thread_of",
                  "t45"."mark",
                  "t45"."lent",
                  "t45"."place",
                  "t45"."day",
                  "t26"."mark" AS "mark_right",
                  "t26"."thread",
                  "t26"."its_case",
                  "t26"."step"
                FROM (
                  SELECT
                    "t34"."case",
                    "t34"."duty",
                    "t34"."thread_of",
                    "t34"."mark",
                    "t34"."lent",
                    "t34"."place",
                    "t34"."day"
                  FROM "t29" AS "t34"
                  WHERE
                    "t34"."test" = 2
                ) AS "t45"
                INNER JOIN (
                  SELECT
                    "t5"."mark",
                    "t5"."thread",
                    "t5"."case" AS "its_case",
                    "t5"."place" AS "step"
                  FROM "special" AS "t5"
                  WHERE
                    "t5"."mark" = 4
                ) AS "t26"
                  ON "t45"."case" = "t26"."its_case"
              ) AS "t49"
              WHERE
                CAST((
                  "t49"."step" >> 20
                ) - 1000000 AS INT) <= "t49"."day"
                AND "t49"."step" <> "t49"."place"
            ) AS "t55"
            ANTI JOIN (
              SELECT
                *
              FROM (
                SELECT
                  "t55"."case",
                  "t55"."duty",
                  "t55"."thread_of",
                  "t55"."mark",
                  "t55"."lent",
                  "t55"."place",
                  "t55"."thread",
                  "t55"."begun",
                  "t27"."end_case",
                  "t27"."end_thread",
                  "t27"."end"
                FROM (
                  SELECT
                    "t49"."case",
                    "t49"."duty",
                    "t49"."thread_of",
                    "t49"."mark",
                    "t49"."lent",
                    "t49"."place",
                    "t49"."thread",
                    "t49"."step" AS "begun"
                  FROM (
                    SELECT
                      "t45"."case",
                      "t45"."duty",
                      "t45"."thread_of",
                      "t45"."mark",
                      "t45"."lent",
                      "t45"."place",
                      "t45"."day",
                      "t26"."mark" AS "mark_right",
                      "t26"."thread",
                      "t26"."its_case",
                      "t26"."step"
                    FROM (
                      SELECT
                        "t34"."case",
                        "t34"."duty",
                        "t34"."thread_of",
                        "t34"."mark",
                        "t34"."lent",
                        "t34"."place",
                        "t34"."day"
                      FROM "t29" AS "t34"
                      WHERE
                        "t34"."test" = 2
                    ) AS "t45"
                    INNER JOIN (
                      SELECT
                        "t5"."mark",
                        "t5"."thread",
                        "t5"."case" AS "its_case",
                        "t5"."place" AS "step"
                      FROM "special" AS "t5"
                      WHERE
                        "t5"."mark" = 4
                    ) AS "t26"
                      ON "t45"."case" = "t26"."its_case"
                  ) AS "t49"
                  WHERE
                    CAST((
                      "t49"."step" >> 20
                    ) - 1000000 AS INT) <= "t49"."day"
                    AND "t49"."step" <> "t49"."place"
                ) AS "t55"
                INNER JOIN (
                  SELECT
                    "t5"."case" AS "end_case",
                    "t5"."thread" AS "end_thread",
                    "t5"."place" AS "end"
                  FROM "special" AS "t5"
                  WHERE
                    "t5"."mark" = 5
                ) AS "t27"
                  ON "t55"."case" = "t27"."end_case"
              ) AS "t59"
              WHERE
                "t59"."end" < "t59"."place"
                AND "t59"."end" >= "t59"."begun"
                AND (
                  (
                    "t59"."end_thread" = 0
                  ) OR (
                    "t59"."end_thread" = "t59"."thread"
                  )
                )
            ) AS "t61"
              ON "t55"."case" = "t61"."case"
              AND "t55"."duty" = "t61"."duty"
              AND "t55"."thread_of" = "t61"."thread_of"
              AND "t55"."mark" = "t61"."mark"
              AND "t55"."lent" = "t61"."lent"
              AND "t55"."begun" = "t61"."begun"
          ) AS "t62"
        ) AS "t63"
      ) AS "t65"
        ON "t46"."case" = "t65"."key_case"
        AND "t46"."duty" = "t65"."key_duty"
        AND "t46"."thread_of" = "t65"."key_thread_of"
        AND "t46"."mark" = "t65"."key_mark"
        AND "t46"."lent" = "t65"."key_lent"
      LEFT OUTER JOIN (
        SELECT
          "t30"."case" AS "key_case",
          "t30"."place_of_entry" AS "key_place_of_entry",
          "t30"."at" AS "move_on"
        FROM (
          SELECT
            "t6"."case",
            "t6"."sequence" AS "place_of_entry",
            "t6"."day" AS "at",
            "t6"."word"
          FROM "details" AS "t6"
          INNER JOIN (
            SELECT
              "t4"."field"
            FROM "field_names" AS "t4"
            WHERE
              "t4"."name" = 'move_on'
          ) AS "t21"
            ON "t6"."field" = "t21"."field"
        ) AS "t30"
      ) AS "t39"
        ON "t46"."case" = "t39"."key_case" AND "t46"."sequence" = "t39"."key_place_of_entry"
      LEFT OUTER JOIN (
        SELECT
          "t31"."case" AS "key_case",
          "t31"."place_of_entry" AS "key_place_of_entry",
          "t31"."at" AS "transfer_on"
        FROM (
          SELECT
            "t6"."case",
            "t6"."sequence" AS "place_of_entry",
            "t6"."day" AS "at",
            "t6"."word"
          FROM "details" AS "t6"
          INNER JOIN (
            SELECT
              "t4"."field"
            FROM "field_names" AS "t4"
            WHERE
              "t4"."name" = 'transfer_on'
          ) AS "t22"
            ON "t6"."field" = "t22"."field"
        ) AS "t31"
      ) AS "t40"
        ON "t46"."case" = "t40"."key_case" AND "t46"."sequence" = "t40"."key_place_of_entry"
    ) AS "t66"
  ) AS "t68"
  LEFT OUTER JOIN (
    SELECT
      "t0"."day" AS "key_day",
      "t0"."upto_ew" AS "upto_move"
    FROM "calendar" AS "t0"
  ) AS "t9"
    ON "t68"."before_move" = "t9"."key_day"
  LEFT OUTER JOIN (
    SELECT
      "t0"."day" AS "key_day",
      "t0"."upto_ew" AS "upto_start"
    FROM "calendar" AS "t0"
  ) AS "t10"
    ON "t68"."before_start" = "t10"."key_day"
) AS "t69"
WHERE
  NOT (
    CASE
      WHEN "t69"."test" = 1
      THEN COALESCE("t69"."on_record", FALSE)
      WHEN "t69"."test" = 2
      THEN COALESCE("t69"."under_way", FALSE)
      WHEN "t69"."test" = 3
      THEN COALESCE((
        "t69"."upto_move" - "t69"."upto_start"
      ) >= 15, FALSE)
      ELSE COALESCE("t69"."transfer_on" = 16679, FALSE)
    END <> "t69"."negated"
  )
