WITH "t43" AS (
  SELECT
    "t13"."case",
    "t13"."duty",
    "t13"."thread_of",
    "t13"."mark",
    "t13"."lent",
    "t13"."place",
    "t13"."day",
    "t13"."starts_on",
    "t13"."after",
    "t13"."request",
    "t13"."referral",
    "t13"."level",
    "t13"."version",
    "t13"."combine",
    "t16"."limb",
    "t16"."source",
    "t16"."way",
    "t16"."n",
    "t16"."n_request",
    "t16"."begin",
    "t16"."begin_referral",
    "t16"."calendar",
    "t16"."roll",
    "t16"."due_of",
    "t16"."field",
    "t16"."until_start",
    "t16"."rule"
  FROM "asking" AS "t13"
  INNER JOIN "limbs" AS "t16"
    ON "t13"."version" = "t16"."version"
), "t58" AS (
  SELECT
    "t13"."case",
    "t13"."duty",
    "t13"."thread_of",
    "t13"."mark",
    "t13"."lent",
    "t13"."place",
    "t13"."day",
    "t13"."starts_on",
    "t13"."after",
    "t13"."request",
    "t13"."referral",
    "t13"."level",
    "t13"."version",
    "t13"."combine",
    "t56"."its_case",
    "t56"."its_duty",
    "t56"."order",
    "t56"."set_on"
  FROM "asking" AS "t13"
  INNER JOIN (
    SELECT
      "t42"."case" AS "its_case",
      "t14"."duty" AS "its_duty",
      "t42"."place" AS "order",
      "t53"."set_on"
    FROM (
      SELECT
        "t4"."case",
        "t4"."place",
        "t4"."mark",
        "t4"."thread",
        "t4"."dated",
        CAST("t4"."place" % 1048576 AS INT) AS "sequence"
      FROM "special" AS "t4"
      WHERE
        "t4"."mark" = 2
    ) AS "t42"
    LEFT OUTER JOIN (
      SELECT
        "t45"."case" AS "key_case",
        "t45"."place_of_entry" AS "key_place_of_entry",
        "t45"."word" AS "name"
      FROM (
        SELECT
          "t15"."case",
          "t15"."sequence" AS "place_of_entry",
          "t15"."day" AS "at",
          "t15"."word"
        FROM "details" AS "t15"
        INNER JOIN (
          SELECT
            "t7"."field"
          FROM "field_names" AS "t7"
          WHERE
            "t7"."name" = 'duty'
        ) AS "t39"
          ON "t15"."field" = "t39"."field"
      ) AS "t45"
    ) AS "t52"
      ON "t42"."case" = "t52"."key_case" AND "t42"."sequence" = "t52"."key_place_of_entry"
    LEFT OUTER JOIN (
      SELECT
        "t46"."case" AS "key_case",
        "t46"."place_of_entry" AS "key_place_of_entry",
        "t46"."at" AS "set_on"
      FROM (
        SELECT
          "t15"."case",
          "t15"."sequence" AS "place_of_entry",
          "t15"."day" AS "at",
          "t15"."word"
        FROM "details" AS "t15"
        INNER JOIN (
          SELECT
            "t7"."field"
          FROM "field_names" AS "t7"
          WHERE
            "t7"."name" = 'due_on'
        ) AS "t40"
          ON "t15"."field" = "t40"."field"
      ) AS "t46"
    ) AS "t53"
      ON "t42"."case" = "t53"."key_case" AND "t42"."sequence" = "t53"."key_place_of_entry"
    INNER JOIN "duty_names" AS "t14"
      ON "t52"."name" = "t14"."name"
  ) AS "t56"
    ON "t13"."case" = "t56"."its_case" AND "t13"."duty" = "t56"."its_duty"
), "t78" AS (
  SELECT
    "t77"."case",
    "t77"."duty",
    "t77"."thread_of",
    "t77"."mark",
    "t77"."lent",
    "t77"."limb",
    "t77"."way",
    "t77"."calendar",
    "t77"."roll",
    "t77"."combine",
    "t77"."counted_from",
    "t77"."open_limb",
    "t77"."shift",
    "t77"."begin",
    "t77"."look",
    "t77"."months",
    "t77"."working",
    "t77"."month",
    "t77"."january",
    "t77"."of_month",
    "t77"."upto_ew",
    "t77"."upto_uk",
    "t77"."upto_hesc",
    "t77"."target",
    "t77"."nth",
    "t77"."first",
    "t77"."length",
    "t77"."working_day",
    "t77"."limb_due",
    "t77"."rolls",
    "t27"."next",
    "t27"."hesc"
  FROM (
    SELECT
      "t75"."case",
      "t75"."duty",
      "t75"."thread_of",
      "t75"."mark",
      "t75"."lent",
      "t75"."limb",
      "t75"."way",
      "t75"."calendar",
      "t75"."roll",
      "t75"."combine",
      "t75"."counted_from",
      "t75"."open_limb",
      "t75"."shift",
      "t75"."begin",
      "t75"."look",
      "t75"."months",
      "t75"."working",
      "t75"."month",
      "t75"."january",
      "t75"."of_month",
      "t75"."upto_ew",
      "t75"."upto_uk",
      "t75"."upto_hesc",
      "t75"."target",
      "t75"."nth",
      "t75"."first",
      "t75"."length",
      "t75"."working_day",
      "t75"."limb_due",
      CASE WHEN "t75"."roll" > 0 THEN "t75"."limb_due" ELSE NULL END AS "rolls"
    FROM (
      SELECT
        "t74"."case",
        "t74"."duty",
        "t74"."thread_of",
        "t74"."mark",
        "t74"."lent",
        "t74"."limb",
        "t74"."way",
        "t74"."calendar",
        "t74"."roll",
        "t74"."combine",
        "t74"."counted_from",
        "t74"."open_limb",
        "t74"."shift",
        "t74"."begin",
        "t74"."look",
        "t74"."months",
        "t74"."working",
        "t74"."month",
        "t74"."january",
        "t74"."of_month",
        "t74"."upto_ew",
        "t74"."upto_uk",
        "t74"."upto_hesc",
        "t74"."target",
        "t74"."nth",
        "t74"."first",
        "t74"."length",
        "t74"."working_day",
        CAST(CASE
          WHEN "t74"."way" = 1
          THEN "t74"."counted_from" + "t74"."shift"
          WHEN "t74"."way" = 5
          THEN (
            "t74"."first" + (
              "t74"."shift" % 64
            )
          ) - 1
          WHEN "t74"."months"
          THEN CASE
            WHEN "t74"."of_month" <= "t74"."length"
            THEN (
              (
                "t74"."first" + "t74"."of_month"
              ) - 1
            ) - CAST("t74"."way" = 3 AS INT)
            ELSE (
              "t74"."first" + "t74"."length"
            ) - 1
          END
          WHEN "t74"."working"
          THEN "t74"."working_day"
          ELSE "t74"."counted_from"
        END AS INT) AS "limb_due"
      FROM (
        SELECT
          "t73"."case",
          "t73"."duty",
          "t73"."thread_of",
          "t73"."mark",
          "t73"."lent",
          "t73"."limb",
          "t73"."way",
          "t73"."calendar",
          "t73"."roll",
          "t73"."combine",
          "t73"."counted_from",
          "t73"."open_limb",
          "t73"."shift",
          "t73"."begin",
          "t73"."look",
          "t73"."months",
          "t73"."working",
          "t73"."month",
          "t73"."january",
          "t73"."of_month",
          "t73"."upto_ew",
          "t73"."upto_uk",
          "t73"."upto_hesc",
          "t73"."target",
          "t73"."nth",
          "t29"."first",
          "t29"."length",
          "t30"."working_day"
        FROM (
          SELECT
            "t68"."case",
            "t68"."duty",
            "t68"."thread_of",
            "t68"."mark",
            "t68"."lent",
            "t68"."limb",
            "t68"."way",
            "t68"."calendar",
            "t68"."roll",
            "t68"."combine",
            "t68"."counted_from",
            "t68"."open_limb",
            "t68"."shift",
            "t68"."begin",
            "t68"."look",
            "t68"."months",
            "t68"."working",
            "t68"."month",
            "t68"."january",
            "t68"."of_month",
            "t68"."upto_ew",
            "t68"."upto_uk",
            "t68"."upto_hesc",
            CAST(CASE
              WHEN "t68"."way" = 5
              THEN (
                "t68"."january" + (
                  "t68"."shift" >> 6
                )
              ) - 1200
              ELSE "t68"."month" + "t68"."shift"
            END AS INT) AS "target",
            CAST(CASE
              WHEN "t68"."working"
              THEN CASE
                WHEN "t68"."calendar" = 0
                THEN "t68"."upto_ew"
                WHEN "t68"."calendar" = 1
                THEN "t68"."upto_uk"
                ELSE "t68"."upto_hesc"
              END + GREATEST("t68"."shift", 1)
              ELSE NULL
            END AS INT) AS "nth"
          FROM (
            SELECT
              "t65"."case",
              "t65"."duty",
              "t65"."thread_of",
              "t65"."mark",
              "t65"."lent",
              "t65"."limb",
              "t65"."way",
              "t65"."calendar",
              "t65"."roll",
              "t65"."combine",
              "t65"."counted_from",
              "t65"."open_limb",
              "t65"."shift",
              "t65"."begin",
              "t65"."look",
              "t65"."months",
              "t65"."working",
              "t28"."month",
              "t28"."january",
              "t28"."of_month",
              "t28"."upto_ew",
              "t28"."upto_uk",
              "t28"."upto_hesc"
            FROM (
              SELECT
                "t59"."case",
                "t59"."duty",
                "t59"."thread_of",
                "t59"."mark",
                "t59"."lent",
                "t59"."limb",
                "t59"."way",
                "t59"."calendar",
                "t59"."roll",
                "t59"."combine",
                "t59"."counted_from",
                "t59"."open_limb",
                "t59"."shift",
                "t59"."begin",
                CAST(CASE
                  WHEN "t59"."way" IN (2, 3, 5)
                  THEN "t59"."counted_from"
                  WHEN (
                    "t59"."way" = 4
                  ) AND (
                    "t59"."begin" OR (
                      "t59"."shift" > 0
                    )
                  )
                  THEN "t59"."counted_from" - CAST("t59"."begin" AS INT)
                  ELSE NULL
                END AS INT) AS "look",
                "t59"."way" IN (2, 3, 5) AS "months",
                (
                  "t59"."way" = 4
                ) AND (
                  "t59"."begin" OR (
                    "t59"."shift" > 0
                  )
                ) AS "working"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t44"."case",
                    "t44"."duty",
                    "t44"."thread_of",
                    "t44"."mark",
                    "t44"."lent",
                    "t44"."limb",
                    "t44"."way",
                    "t44"."calendar",
                    "t44"."roll",
                    "t44"."combine",
                    "t44"."starts_on" AS "counted_from",
                    FALSE AS "open_limb",
                    CASE WHEN "t44"."request" THEN "t44"."n_request" ELSE "t44"."n" END AS "shift",
                    "t44"."begin" OR (
                      "t44"."begin_referral" AND "t44"."referral"
                    ) AS "begin"
                  FROM "t43" AS "t44"
                  WHERE
                    "t44"."source" = 1
                ) AS "t51"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t54"."case",
                    "t54"."duty",
                    "t54"."thread_of",
                    "t54"."mark",
                    "t54"."lent",
                    "t54"."limb",
                    "t54"."way",
                    "t54"."calendar",
                    "t54"."roll",
                    "t54"."combine",
                    CASE
                      WHEN "t54"."source" = 2
                      THEN "t54"."dated_on"
                      WHEN "t54"."source" = 3
                      THEN CASE
                        WHEN "t54"."lent_mark" IS NOT NULL
                        THEN "t54"."lent_due"
                        ELSE "t54"."own_due"
                      END
                      ELSE "t54"."lifted_on"
                    END AS "counted_from",
                    (
                      "t54"."source" = 4
                    )
                    AND COALESCE("t54"."begun", FALSE)
                    AND (
                      "t54"."lifted_on" IS NULL
                    ) AS "open_limb",
                    CASE WHEN "t54"."request" THEN "t54"."n_request" ELSE "t54"."n" END AS "shift",
                    "t54"."begin" OR (
                      "t54"."begin_referral" AND "t54"."referral"
                    ) AS "begin"
                  FROM (
                    SELECT
                      "t50"."case",
                      "t50"."duty",
                      "t50"."thread_of",
                      "t50"."mark",
                      "t50"."lent",
                      "t50"."place",
                      "t50"."day",
                      "t50"."starts_on",
                      "t50"."after",
                      "t50"."request",
                      "t50"."referral",
                      "t50"."level",
                      "t50"."version",
                      "t50"."combine",
                      "t50"."limb",
                      "t50"."source",
                      "t50"."way",
                      "t50"."n",
                      "t50"."n_request",
                      "t50"."begin",
                      "t50"."begin_referral",
                      "t50"."calendar",
                      "t50"."roll",
                      "t50"."due_of",
                      "t50"."field",
                      "t50"."until_start",
                      "t50"."rule",
                      "t33"."dated_on",
                      "t34"."lifted_on",
                      "t34"."begun",
                      "t35"."lent_thread",
                      "t35"."lent_mark",
                      "t36"."lent_due",
                      "t41"."own_due"
                    FROM (
                      SELECT
                        *
                      FROM "t43" AS "t44"
                      WHERE
                        "t44"."source" <> 1
                    ) AS "t50"
                    LEFT OUTER JOIN (
                      SELECT
                        "t9"."case" AS "key_case",
                        "t9"."duty" AS "key_duty",
                        "t9"."thread_of" AS "key_thread_of",
                        "t9"."mark" AS "key_mark",
                        "t9"."lent" AS "key_lent",
                        "t9"."limb" AS "key_limb",
                        "t9"."counted_from" AS "dated_on"
                      FROM "dating" AS "t9"
                    ) AS "t33"
                      ON "t50"."case" = "t33"."key_case"
                      AND "t50"."duty" = "t33"."key_duty"
                      AND "t50"."thread_of" = "t33"."key_thread_of"
                      AND "t50"."mark" = "t33"."key_mark"
                      AND "t50"."lent" = "t33"."key_lent"
                      AND "t50"."limb" = "t33"."key_limb"
                    LEFT OUTER JOIN (
                      SELECT
                        "t10"."case" AS "key_case",
                        "t10"."duty" AS "key_duty",
                        "t10"."thread_of" AS "key_thread_of",
                        "t10"."mark" AS "key_mark",
                        "t10"."lent" AS "key_lent",
                        "t10"."limb" AS "key_limb",
                        "t10"."counted_from" AS "lifted_on",
                        TRUE AS "begun"
                      FROM "lifted" AS "t10"
                    ) AS "t34"
                      ON "t50"."case" = "t34"."key_case"
                      AND "t50"."duty" = "t34"."key_duty"
                      AND "t50"."thread_of" = "t34"."key_thread_of"
                      AND "t50"."mark" = "t34"."key_mark"
                      AND "t50"."lent" = "t34"."key_lent"
                      AND "t50"."limb" = "t34"."key_limb"
                    LEFT OUTER JOIN (
                      SELECT
                        "t11"."case" AS "key_case",
                        "t11"."duty" AS "key_duty",
                        "t11"."thread_of" AS "key_thread_of",
                        "t11"."mark" AS "key_mark",
                        "t11"."lent" AS "key_lent",
                        "t11"."limb" AS "key_limb",
                        "t11"."lent_thread",
                        "t11"."lent_mark"
                      FROM "shared" AS "t11"
                    ) AS "t35"
                      ON "t50"."case" = "t35"."key_case"
                      AND "t50"."duty" = "t35"."key_duty"
                      AND "t50"."thread_of" = "t35"."key_thread_of"
                      AND "t50"."mark" = "t35"."key_mark"
                      AND "t50"."lent" = "t35"."key_lent"
                      AND "t50"."limb" = "t35"."key_limb"
                    LEFT OUTER JOIN (
                      SELECT
                        "t12"."case" AS "key_case",
                        "t12"."duty" AS "key_duty",
                        "t12"."thread_of" AS "key_thread_of",
                        "t12"."mark" AS "key_mark",
                        "t12"."due" AS "lent_due"
                      FROM "worked_dues" AS "t12"
                      WHERE
                        "t12"."lent"
                    ) AS "t36"
                      ON "t50"."case" = "t36"."key_case"
                      AND "t50"."due_of" = "t36"."key_duty"
                      AND "t35"."lent_thread" = "t36"."key_thread_of"
                      AND "t35"."lent_mark" = "t36"."key_mark"
                    LEFT OUTER JOIN (
                      SELECT
                        "t12"."case" AS "key_case",
                        "t12"."duty" AS "key_duty",
                        "t12"."thread_of" AS "key_thread_of",
                        "t12"."due" AS "own_due"
                      FROM "worked_dues" AS "t12"
                      WHERE
                        NOT (
                          "t12"."lent"
                        )
                    ) AS "t41"
                      ON "t50"."case" = "t41"."key_case"
                      AND "t50"."due_of" = "t41"."key_duty"
                      AND "t50"."thread_of" = "t41"."key_thread_of"
                  ) AS "t54"
                ) AS "t57"
              ) AS "t59"
            ) AS "t65"
            LEFT OUTER JOIN (
              SELECT
                "t1"."day" AS "key_day",
                "t1"."month",
                "t1"."january",
                "t1"."of_month",
                "t1"."upto_ew",
                "t1"."upto_uk",
                "t1"."upto_hesc"
              FROM "calendar" AS "t1"
            ) AS "t28"
              ON "t65"."look" = "t28"."key_day"
          ) AS "t68"
        ) AS "t73"
        LEFT OUTER JOIN (
          SELECT
            "t2"."month" AS "key_month",
            "t2"."first",
            "t2"."length"
          FROM "months" AS "t2"
        ) AS "t29"
          ON "t73"."target" = "t29"."key_month"
        LEFT OUTER JOIN (
          SELECT
            "t3"."nth" AS "key_nth",
            "t3"."calendar" AS "key_calendar",
            "t3"."day" AS "working_day"
          FROM "workdays" AS "t3"
        ) AS "t30"
          ON "t73"."nth" = "t30"."key_nth" AND "t73"."calendar" = "t30"."key_calendar"
      ) AS "t74"
    ) AS "t75"
  ) AS "t77"
  LEFT OUTER JOIN (
    SELECT
      "t1"."day" AS "key_day",
      "t1"."rolled_next" AS "next",
      "t1"."rolled_hesc" AS "hesc"
    FROM "calendar" AS "t1"
  ) AS "t27"
    ON "t77"."rolls" = "t27"."key_day"
)
SELECT
  "t87"."case",
  "t87"."duty",
  "t87"."thread_of",
  "t87"."mark",
  "t87"."lent",
  COALESCE("t87"."set_on", "t87"."worked") AS "due",
  COALESCE("t87"."open_ended", FALSE) AND (
    "t87"."set_on" IS NULL
  ) AS "open_ended"
FROM (
  SELECT
    "t26"."case",
    "t26"."duty",
    "t26"."thread_of",
    "t26"."mark",
    "t26"."lent",
    "t86"."worked",
    "t86"."open_ended",
    "t71"."set_on"
  FROM (
    SELECT
      "t0"."case",
      "t0"."duty",
      "t0"."thread_of",
      "t0"."mark",
      "t0"."lent"
    FROM "asking" AS "t0"
  ) AS "t26"
  LEFT OUTER JOIN (
    SELECT
      "t84"."case" AS "key_case",
      "t84"."duty" AS "key_duty",
      "t84"."thread_of" AS "key_thread_of",
      "t84"."mark" AS "key_mark",
      "t84"."lent" AS "key_lent",
      "t84"."due" AS "worked",
      "t84"."open_ended"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t79"."case",
          "t79"."duty",
          "t79"."thread_of",
          "t79"."mark",
          "t79"."lent",
          CASE
            WHEN "t79"."roll" = 0
            THEN "t79"."limb_due"
            WHEN "t79"."roll" = 1
            THEN "t79"."next"
            ELSE "t79"."hesc"
          END AS "due",
          "t79"."open_limb" AS "open_ended"
        FROM "t78" AS "t79"
        WHERE
          "t79"."combine" = 0
      ) AS "t80"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t82"."case",
          "t82"."duty",
          "t82"."thread_of",
          "t82"."mark",
          "t82"."lent",
          CASE
            WHEN (
              "t82"."combine" = 2
            ) AND "t82"."open_ended"
            THEN NULL
            WHEN "t82"."combine" = 2
            THEN "t82"."later"
            ELSE "t82"."earlier"
          END AS "due",
          (
            "t82"."combine" = 2
          ) AND "t82"."open_ended" AS "open_ended"
        FROM (
          SELECT
            "t81"."case",
            "t81"."duty",
            "t81"."thread_of",
            "t81"."mark",
            "t81"."lent",
            "t81"."combine",
            MIN("t81"."limb_due") AS "earlier",
            MAX("t81"."limb_due") AS "later",
            BOOL_OR(CAST("t81"."open_limb" AS BOOLEAN)) AS "open_ended"
          FROM (
            SELECT
              "t79"."case",
              "t79"."duty",
              "t79"."thread_of",
              "t79"."mark",
              "t79"."lent",
              "t79"."combine",
              "t79"."open_limb",
              CASE
                WHEN "t79"."roll" = 0
                THEN "t79"."limb_due"
                WHEN "t79"."roll" = 1
                THEN "t79"."next"
                ELSE "t79"."hesc"
              END AS "limb_due"
            FROM "t78" AS "t79"
            WHERE
              "t79"."combine" <> 0
          ) AS "t81"
          GROUP BY
            1,
            2,
            3,
            4,
            5,
            6
        ) AS "t82"
      ) AS "t83"
    ) AS "t84"
  ) AS "t86"
    ON "t26"."case" = "t86"."key_case"
    AND "t26"."duty" = "t86"."key_duty"
    AND "t26"."thread_of" = "t86"."key_thread_of"
    AND "t26"."mark" = "t86"."key_mark"
    AND "t26"."lent" = "t86"."key_lent"
  LEFT OUTER JOIN (
    SELECT
      "t69"."case" AS "key_case",
      "t69"."duty" AS "key_duty",
      "t69"."thread_of" AS "key_thread_of",
      "t69"."mark" AS "key_mark",
      "t69"."lent" AS "key_lent",
      "t69"."set_on"
    FROM (
      SELECT
        "t67"."case",
        "t67"."duty",
        "t67"."thread_of",
        "t67"."mark",
        "t67"."lent",
        "t64"."set_on"
      FROM (
        SELECT
          "t61"."case",
          "t61"."duty",
          "t61"."thread_of",
          "t61"."mark",
          "t61"."lent",
          MAX("t61"."order") AS "order"
        FROM (
          SELECT
            *
          FROM "t58" AS "t60"
          WHERE
            CAST((
              "t60"."order" >> 20
            ) - 1000000 AS INT) >= "t60"."day"
            AND (
              (
                "t60"."after" IS NULL
              ) OR (
                "t60"."order" > "t60"."after"
              )
            )
        ) AS "t61"
        GROUP BY
          1,
          2,
          3,
          4,
          5
      ) AS "t67"
      INNER JOIN (
        SELECT
          "t60"."case",
          "t60"."duty",
          "t60"."thread_of",
          "t60"."mark",
          "t60"."lent",
          "t60"."order",
          "t60"."set_on"
        FROM "t58" AS "t60"
        WHERE
          CAST((
            "t60"."order" >> 20
          ) - 1000000 AS INT) >= "t60"."day"
          AND (
            (
              "t60"."after" IS NULL
            ) OR (
              "t60"."order" > "t60"."after"
            )
          )
      ) AS "t64"
        ON "t67"."case" = "t64"."case"
        AND "t67"."duty" = "t64"."duty"
        AND "t67"."thread_of" = "t64"."thread_of"
        AND "t67"."mark" = "t64"."mark"
        AND "t67"."lent" = "t64"."lent"
        AND "t67"."order" = "t64"."order"
    ) AS "t69"
    WHERE
      "t69"."set_on" IS NOT NULL
  ) AS "t71"
    ON "t26"."case" = "t71"."key_case"
    AND "t26"."duty" = "t71"."key_duty"
    AND "t26"."thread_of" = "t71"."key_thread_of"
    AND "t26"."mark" = "t71"."key_mark"
    AND "t26"."lent" = "t71"."key_lent"
) AS "t87"
