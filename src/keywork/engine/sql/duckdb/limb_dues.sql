WITH "t34" AS (
  SELECT
    "t11"."version",
    "t11"."limb",
    "t11"."source",
    "t11"."way",
    "t11"."n",
    "t11"."n_request",
    "t11"."begin",
    "t11"."begin_referral",
    "t11"."calendar",
    "t11"."roll",
    "t11"."due_of",
    "t11"."field",
    "t11"."until_start",
    "t11"."rule",
    "t28"."duty",
    "t29"."request",
    "t29"."referral"
  FROM "limbs" AS "t11"
  INNER JOIN (
    SELECT
      "t3"."duty",
      "t3"."version"
    FROM "quick" AS "t3"
  ) AS "t28"
    ON "t11"."version" = "t28"."version"
  INNER JOIN (
    SELECT DISTINCT
      "t5"."duty",
      "t5"."request",
      "t5"."referral"
    FROM "start_facts" AS "t5"
  ) AS "t29"
    ON "t28"."duty" = "t29"."duty"
), "t41" AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t6"."counted_from"
      FROM "said_days" AS "t6"
    ) AS "t19"
    UNION
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          CAST((
            "t12"."place" >> 20
          ) - 1000000 AS INT) AS "counted_from"
        FROM (
          SELECT
            *
          FROM "entries" AS "t8"
          UNION ALL
          SELECT
            *
          FROM "instead" AS "t9"
        ) AS "t12"
      ) AS "t33"
      UNION
      SELECT
        *
      FROM (
        SELECT
          "t7"."starts_on" AS "counted_from"
        FROM "shifted" AS "t7"
      ) AS "t20"
    ) AS "t35"
  ) AS "t37"
  WHERE
    "t37"."counted_from" IS NOT NULL
)
SELECT
  (
    CAST(CAST((
      (
        (
          CAST("t98"."version" AS INT) * 2
        ) + CAST("t98"."limb" AS INT)
      ) * 4
    ) + (
      (
        CAST("t98"."request" AS INT) * 2
      ) + CAST("t98"."referral" AS INT)
    ) AS INT) AS BIGINT) << 22
  ) + "t98"."day" + 1000000 AS "counted",
  CASE
    WHEN "t98"."roll" = 0
    THEN "t98"."limb_due"
    WHEN "t98"."roll" = 1
    THEN "t98"."next"
    ELSE "t98"."hesc"
  END AS "due"
FROM (
  SELECT
    "t97"."version",
    "t97"."limb",
    "t97"."source",
    "t97"."way",
    "t97"."n",
    "t97"."n_request",
    "t97"."begin",
    "t97"."begin_referral",
    "t97"."calendar",
    "t97"."roll",
    "t97"."due_of",
    "t97"."field",
    "t97"."until_start",
    "t97"."rule",
    "t97"."duty",
    "t97"."request",
    "t97"."referral",
    "t97"."day",
    "t97"."counted_from",
    "t97"."shift",
    "t97"."look",
    "t97"."months",
    "t97"."working",
    "t97"."month",
    "t97"."january",
    "t97"."of_month",
    "t97"."upto_ew",
    "t97"."upto_uk",
    "t97"."upto_hesc",
    "t97"."target",
    "t97"."nth",
    "t97"."first",
    "t97"."length",
    "t97"."working_day",
    "t97"."limb_due",
    "t97"."rolls",
    "t22"."next",
    "t22"."hesc"
  FROM (
    SELECT
      "t95"."version",
      "t95"."limb",
      "t95"."source",
      "t95"."way",
      "t95"."n",
      "t95"."n_request",
      "t95"."begin",
      "t95"."begin_referral",
      "t95"."calendar",
      "t95"."roll",
      "t95"."due_of",
      "t95"."field",
      "t95"."until_start",
      "t95"."rule",
      "t95"."duty",
      "t95"."request",
      "t95"."referral",
      "t95"."day",
      "t95"."counted_from",
      "t95"."shift",
      "t95"."look",
      "t95"."months",
      "t95"."working",
      "t95"."month",
      "t95"."january",
      "t95"."of_month",
      "t95"."upto_ew",
      "t95"."upto_uk",
      "t95"."upto_hesc",
      "t95"."target",
      "t95"."nth",
      "t95"."first",
      "t95"."length",
      "t95"."working_day",
      "t95"."limb_due",
      CASE WHEN "t95"."roll" > 0 THEN "t95"."limb_due" ELSE NULL END AS "rolls"
    FROM (
      SELECT
        "t94"."version",
        "t94"."limb",
        "t94"."source",
        "t94"."way",
        "t94"."n",
        "t94"."n_request",
        "t94"."begin",
        "t94"."begin_referral",
        "t94"."calendar",
        "t94"."roll",
        "t94"."due_of",
        "t94"."field",
        "t94"."until_start",
        "t94"."rule",
        "t94"."duty",
        "t94"."request",
        "t94"."referral",
        "t94"."day",
        "t94"."counted_from",
        "t94"."shift",
        "t94"."look",
        "t94"."months",
        "t94"."working",
        "t94"."month",
        "t94"."january",
        "t94"."of_month",
        "t94"."upto_ew",
        "t94"."upto_uk",
        "t94"."upto_hesc",
        "t94"."target",
        "t94"."nth",
        "t94"."first",
        "t94"."length",
        "t94"."working_day",
        CAST(CASE
          WHEN "t94"."way" = 1
          THEN "t94"."counted_from" + "t94"."shift"
          WHEN "t94"."way" = 5
          THEN (
            "t94"."first" + (
              "t94"."shift" % 64
            )
          ) - 1
          WHEN "t94"."months"
          THEN CASE
            WHEN "t94"."of_month" <= "t94"."length"
            THEN (
              (
                "t94"."first" + "t94"."of_month"
              ) - 1
            ) - CAST("t94"."way" = 3 AS INT)
            ELSE (
              "t94"."first" + "t94"."length"
            ) - 1
          END
          WHEN "t94"."working"
          THEN "t94"."working_day"
          ELSE "t94"."counted_from"
        END AS INT) AS "limb_due"
      FROM (
        SELECT
          "t93"."version",
          "t93"."limb",
          "t93"."source",
          "t93"."way",
          "t93"."n",
          "t93"."n_request",
          "t93"."begin",
          "t93"."begin_referral",
          "t93"."calendar",
          "t93"."roll",
          "t93"."due_of",
          "t93"."field",
          "t93"."until_start",
          "t93"."rule",
          "t93"."duty",
          "t93"."request",
          "t93"."referral",
          "t93"."day",
          "t93"."counted_from",
          "t93"."shift",
          "t93"."look",
          "t93"."months",
          "t93"."working",
          "t93"."month",
          "t93"."january",
          "t93"."of_month",
          "t93"."upto_ew",
          "t93"."upto_uk",
          "t93"."upto_hesc",
          "t93"."target",
          "t93"."nth",
          "t24"."first",
          "t24"."length",
          "t25"."working_day"
        FROM (
          SELECT
            "t91"."version",
            "t91"."limb",
            "t91"."source",
            "t91"."way",
            "t91"."n",
            "t91"."n_request",
            "t91"."begin",
            "t91"."begin_referral",
            "t91"."calendar",
            "t91"."roll",
            "t91"."due_of",
            "t91"."field",
            "t91"."until_start",
            "t91"."rule",
            "t91"."duty",
            "t91"."request",
            "t91"."referral",
            "t91"."day",
            "t91"."counted_from",
            "t91"."shift",
            "t91"."look",
            "t91"."months",
            "t91"."working",
            "t91"."month",
            "t91"."january",
            "t91"."of_month",
            "t91"."upto_ew",
            "t91"."upto_uk",
            "t91"."upto_hesc",
            CAST(CASE
              WHEN "t91"."way" = 5
              THEN (
                "t91"."january" + (
                  "t91"."shift" >> 6
                )
              ) - 1200
              ELSE "t91"."month" + "t91"."shift"
            END AS INT) AS "target",
            CAST(CASE
              WHEN "t91"."working"
              THEN CASE
                WHEN "t91"."calendar" = 0
                THEN "t91"."upto_ew"
                WHEN "t91"."calendar" = 1
                THEN "t91"."upto_uk"
                ELSE "t91"."upto_hesc"
              END + GREATEST("t91"."shift", 1)
              ELSE NULL
            END AS INT) AS "nth"
          FROM (
            SELECT
              "t90"."version",
              "t90"."limb",
              "t90"."source",
              "t90"."way",
              "t90"."n",
              "t90"."n_request",
              "t90"."begin",
              "t90"."begin_referral",
              "t90"."calendar",
              "t90"."roll",
              "t90"."due_of",
              "t90"."field",
              "t90"."until_start",
              "t90"."rule",
              "t90"."duty",
              "t90"."request",
              "t90"."referral",
              "t90"."day",
              "t90"."counted_from",
              "t90"."shift",
              "t90"."look",
              "t90"."months",
              "t90"."working",
              "t23"."month",
              "t23"."january",
              "t23"."of_month",
              "t23"."upto_ew",
              "t23"."upto_uk",
              "t23"."upto_hesc"
            FROM (
              SELECT
                "t88"."version",
                "t88"."limb",
                "t88"."source",
                "t88"."way",
                "t88"."n",
                "t88"."n_request",
                "t88"."begin" OR (
                  "t88"."begin_referral" AND "t88"."referral"
                ) AS "begin",
                "t88"."begin_referral",
                "t88"."calendar",
                "t88"."roll",
                "t88"."due_of",
                "t88"."field",
                "t88"."until_start",
                "t88"."rule",
                "t88"."duty",
                "t88"."request",
                "t88"."referral",
                "t88"."day",
                "t88"."counted_from",
                CASE WHEN "t88"."request" THEN "t88"."n_request" ELSE "t88"."n" END AS "shift",
                CAST(CASE
                  WHEN "t88"."way" IN (2, 3, 5)
                  THEN "t88"."counted_from"
                  WHEN (
                    "t88"."way" = 4
                  )
                  AND (
                    "t88"."begin"
                    OR (
                      "t88"."begin_referral" AND "t88"."referral"
                    )
                    OR (
                      CASE WHEN "t88"."request" THEN "t88"."n_request" ELSE "t88"."n" END > 0
                    )
                  )
                  THEN "t88"."counted_from" - CAST("t88"."begin" OR (
                    "t88"."begin_referral" AND "t88"."referral"
                  ) AS INT)
                  ELSE NULL
                END AS INT) AS "look",
                "t88"."way" IN (2, 3, 5) AS "months",
                (
                  "t88"."way" = 4
                )
                AND (
                  "t88"."begin"
                  OR (
                    "t88"."begin_referral" AND "t88"."referral"
                  )
                  OR (
                    CASE WHEN "t88"."request" THEN "t88"."n_request" ELSE "t88"."n" END > 0
                  )
                ) AS "working"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t31"."version",
                    "t42"."limb",
                    "t42"."source",
                    "t42"."way",
                    "t42"."n",
                    "t42"."n_request",
                    "t42"."begin",
                    "t42"."begin_referral",
                    "t42"."calendar",
                    "t42"."roll",
                    "t42"."due_of",
                    "t42"."field",
                    "t42"."until_start",
                    "t42"."rule",
                    "t42"."duty",
                    "t42"."request",
                    "t42"."referral",
                    "t83"."day",
                    "t83"."counted_from"
                  FROM (
                    SELECT
                      "t3"."version",
                      "t3"."lender_1" AS "lender"
                    FROM "quick" AS "t3"
                    WHERE
                      "t3"."lender_1" IS NOT NULL
                  ) AS "t31"
                  INNER JOIN (
                    SELECT
                      *
                    FROM "t34" AS "t36"
                    WHERE
                      "t36"."limb" = 1
                  ) AS "t42"
                    ON "t31"."version" = "t42"."version"
                  INNER JOIN (
                    SELECT
                      "t79"."lender" AS "lent_by",
                      "t79"."request" AS "for_request",
                      "t79"."referral" AS "for_referral",
                      "t79"."counted_from" AS "day",
                      CASE
                        WHEN "t79"."roll" = 0
                        THEN "t79"."limb_due"
                        WHEN "t79"."roll" = 1
                        THEN "t79"."next"
                        ELSE "t79"."hesc"
                      END AS "counted_from"
                    FROM (
                      SELECT
                        "t77"."version",
                        "t77"."limb",
                        "t77"."source",
                        "t77"."way",
                        "t77"."n",
                        "t77"."n_request",
                        "t77"."begin",
                        "t77"."begin_referral",
                        "t77"."calendar",
                        "t77"."roll",
                        "t77"."due_of",
                        "t77"."field",
                        "t77"."until_start",
                        "t77"."rule",
                        "t77"."starts",
                        "t77"."ends",
                        "t77"."counted_from",
                        "t77"."lender",
                        "t77"."request",
                        "t77"."referral",
                        "t77"."shift",
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
                        "t22"."next",
                        "t22"."hesc"
                      FROM (
                        SELECT
                          "t73"."version",
                          "t73"."limb",
                          "t73"."source",
                          "t73"."way",
                          "t73"."n",
                          "t73"."n_request",
                          "t73"."begin",
                          "t73"."begin_referral",
                          "t73"."calendar",
                          "t73"."roll",
                          "t73"."due_of",
                          "t73"."field",
                          "t73"."until_start",
                          "t73"."rule",
                          "t73"."starts",
                          "t73"."ends",
                          "t73"."counted_from",
                          "t73"."lender",
                          "t73"."request",
                          "t73"."referral",
                          "t73"."shift",
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
                          "t73"."first",
                          "t73"."length",
                          "t73"."working_day",
                          "t73"."limb_due",
                          CASE WHEN "t73"."roll" > 0 THEN "t73"."limb_due" ELSE NULL END AS "rolls"
                        FROM (
                          SELECT
                            "t71"."version",
                            "t71"."limb",
                            "t71"."source",
                            "t71"."way",
                            "t71"."n",
                            "t71"."n_request",
                            "t71"."begin",
                            "t71"."begin_referral",
                            "t71"."calendar",
                            "t71"."roll",
                            "t71"."due_of",
                            "t71"."field",
                            "t71"."until_start",
                            "t71"."rule",
                            "t71"."starts",
                            "t71"."ends",
                            "t71"."counted_from",
                            "t71"."lender",
                            "t71"."request",
                            "t71"."referral",
                            "t71"."shift",
                            "t71"."look",
                            "t71"."months",
                            "t71"."working",
                            "t71"."month",
                            "t71"."january",
                            "t71"."of_month",
                            "t71"."upto_ew",
                            "t71"."upto_uk",
                            "t71"."upto_hesc",
                            "t71"."target",
                            "t71"."nth",
                            "t71"."first",
                            "t71"."length",
                            "t71"."working_day",
                            CAST(CASE
                              WHEN "t71"."way" = 1
                              THEN "t71"."counted_from" + "t71"."shift"
                              WHEN "t71"."way" = 5
                              THEN (
                                "t71"."first" + (
                                  "t71"."shift" % 64
                                )
                              ) - 1
                              WHEN "t71"."months"
                              THEN CASE
                                WHEN "t71"."of_month" <= "t71"."length"
                                THEN (
                                  (
                                    "t71"."first" + "t71"."of_month"
                                  ) - 1
                                ) - CAST("t71"."way" = 3 AS INT)
                                ELSE (
                                  "t71"."first" + "t71"."length"
                                ) - 1
                              END
                              WHEN "t71"."working"
                              THEN "t71"."working_day"
                              ELSE "t71"."counted_from"
                            END AS INT) AS "limb_due"
                          FROM (
                            SELECT
                              "t69"."version",
                              "t69"."limb",
                              "t69"."source",
                              "t69"."way",
                              "t69"."n",
                              "t69"."n_request",
                              "t69"."begin",
                              "t69"."begin_referral",
                              "t69"."calendar",
                              "t69"."roll",
                              "t69"."due_of",
                              "t69"."field",
                              "t69"."until_start",
                              "t69"."rule",
                              "t69"."starts",
                              "t69"."ends",
                              "t69"."counted_from",
                              "t69"."lender",
                              "t69"."request",
                              "t69"."referral",
                              "t69"."shift",
                              "t69"."look",
                              "t69"."months",
                              "t69"."working",
                              "t69"."month",
                              "t69"."january",
                              "t69"."of_month",
                              "t69"."upto_ew",
                              "t69"."upto_uk",
                              "t69"."upto_hesc",
                              "t69"."target",
                              "t69"."nth",
                              "t24"."first",
                              "t24"."length",
                              "t25"."working_day"
                            FROM (
                              SELECT
                                "t65"."version",
                                "t65"."limb",
                                "t65"."source",
                                "t65"."way",
                                "t65"."n",
                                "t65"."n_request",
                                "t65"."begin",
                                "t65"."begin_referral",
                                "t65"."calendar",
                                "t65"."roll",
                                "t65"."due_of",
                                "t65"."field",
                                "t65"."until_start",
                                "t65"."rule",
                                "t65"."starts",
                                "t65"."ends",
                                "t65"."counted_from",
                                "t65"."lender",
                                "t65"."request",
                                "t65"."referral",
                                "t65"."shift",
                                "t65"."look",
                                "t65"."months",
                                "t65"."working",
                                "t65"."month",
                                "t65"."january",
                                "t65"."of_month",
                                "t65"."upto_ew",
                                "t65"."upto_uk",
                                "t65"."upto_hesc",
                                CAST(CASE
                                  WHEN "t65"."way" = 5
                                  THEN (
                                    "t65"."january" + (
                                      "t65"."shift" >> 6
                                    )
                                  ) - 1200
                                  ELSE "t65"."month" + "t65"."shift"
                                END AS INT) AS "target",
                                CAST(CASE
                                  WHEN "t65"."working"
                                  THEN CASE
                                    WHEN "t65"."calendar" = 0
                                    THEN "t65"."upto_ew"
                                    WHEN "t65"."calendar" = 1
                                    THEN "t65"."upto_uk"
                                    ELSE "t65"."upto_hesc"
                                  END + GREATEST("t65"."shift", 1)
                                  ELSE NULL
                                END AS INT) AS "nth"
                              FROM (
                                SELECT
                                  "t63"."version",
                                  "t63"."limb",
                                  "t63"."source",
                                  "t63"."way",
                                  "t63"."n",
                                  "t63"."n_request",
                                  "t63"."begin",
                                  "t63"."begin_referral",
                                  "t63"."calendar",
                                  "t63"."roll",
                                  "t63"."due_of",
                                  "t63"."field",
                                  "t63"."until_start",
                                  "t63"."rule",
                                  "t63"."starts",
                                  "t63"."ends",
                                  "t63"."counted_from",
                                  "t63"."lender",
                                  "t63"."request",
                                  "t63"."referral",
                                  "t63"."shift",
                                  "t63"."look",
                                  "t63"."months",
                                  "t63"."working",
                                  "t23"."month",
                                  "t23"."january",
                                  "t23"."of_month",
                                  "t23"."upto_ew",
                                  "t23"."upto_uk",
                                  "t23"."upto_hesc"
                                FROM (
                                  SELECT
                                    "t59"."version",
                                    "t59"."limb",
                                    "t59"."source",
                                    "t59"."way",
                                    "t59"."n",
                                    "t59"."n_request",
                                    "t59"."begin" OR (
                                      "t59"."begin_referral" AND "t59"."referral"
                                    ) AS "begin",
                                    "t59"."begin_referral",
                                    "t59"."calendar",
                                    "t59"."roll",
                                    "t59"."due_of",
                                    "t59"."field",
                                    "t59"."until_start",
                                    "t59"."rule",
                                    "t59"."starts",
                                    "t59"."ends",
                                    "t59"."counted_from",
                                    "t59"."lender",
                                    "t59"."request",
                                    "t59"."referral",
                                    CASE WHEN "t59"."request" THEN "t59"."n_request" ELSE "t59"."n" END AS "shift",
                                    CAST(CASE
                                      WHEN "t59"."way" IN (2, 3, 5)
                                      THEN "t59"."counted_from"
                                      WHEN (
                                        "t59"."way" = 4
                                      )
                                      AND (
                                        "t59"."begin"
                                        OR (
                                          "t59"."begin_referral" AND "t59"."referral"
                                        )
                                        OR (
                                          CASE WHEN "t59"."request" THEN "t59"."n_request" ELSE "t59"."n" END > 0
                                        )
                                      )
                                      THEN "t59"."counted_from" - CAST("t59"."begin" OR (
                                        "t59"."begin_referral" AND "t59"."referral"
                                      ) AS INT)
                                      ELSE NULL
                                    END AS INT) AS "look",
                                    "t59"."way" IN (2, 3, 5) AS "months",
                                    (
                                      "t59"."way" = 4
                                    )
                                    AND (
                                      "t59"."begin"
                                      OR (
                                        "t59"."begin_referral" AND "t59"."referral"
                                      )
                                      OR (
                                        CASE WHEN "t59"."request" THEN "t59"."n_request" ELSE "t59"."n" END > 0
                                      )
                                    ) AS "working"
                                  FROM (
                                    SELECT
                                      "t58"."version",
                                      "t58"."limb",
                                      "t58"."source",
                                      "t58"."way",
                                      "t58"."n",
                                      "t58"."n_request",
                                      "t58"."begin",
                                      "t58"."begin_referral",
                                      "t58"."calendar",
                                      "t58"."roll",
                                      "t58"."due_of",
                                      "t58"."field",
                                      "t58"."until_start",
                                      "t58"."rule",
                                      "t58"."starts",
                                      "t58"."ends",
                                      "t58"."counted_from",
                                      "t56"."lender",
                                      "t56"."request",
                                      "t56"."referral"
                                    FROM (
                                      SELECT
                                        *
                                      FROM (
                                        SELECT
                                          "t11"."version",
                                          "t11"."limb",
                                          "t11"."source",
                                          "t11"."way",
                                          "t11"."n",
                                          "t11"."n_request",
                                          "t11"."begin",
                                          "t11"."begin_referral",
                                          "t11"."calendar",
                                          "t11"."roll",
                                          "t11"."due_of",
                                          "t11"."field",
                                          "t11"."until_start",
                                          "t11"."rule",
                                          "t30"."starts",
                                          "t30"."ends",
                                          "t47"."counted_from"
                                        FROM "limbs" AS "t11"
                                        INNER JOIN (
                                          SELECT
                                            "t10"."version",
                                            "t10"."starts",
                                            "t10"."ends"
                                          FROM "versions" AS "t10"
                                        ) AS "t30"
                                          ON "t11"."version" = "t30"."version"
                                        CROSS JOIN "t41" AS "t47"
                                      ) AS "t49"
                                      WHERE
                                        "t49"."starts" <= "t49"."counted_from" AND "t49"."ends" >= "t49"."counted_from"
                                    ) AS "t58"
                                    INNER JOIN (
                                      SELECT DISTINCT
                                        *
                                      FROM (
                                        SELECT
                                          "t31"."lender",
                                          "t42"."request",
                                          "t42"."referral"
                                        FROM (
                                          SELECT
                                            "t3"."version",
                                            "t3"."lender_1" AS "lender"
                                          FROM "quick" AS "t3"
                                          WHERE
                                            "t3"."lender_1" IS NOT NULL
                                        ) AS "t31"
                                        INNER JOIN (
                                          SELECT
                                            *
                                          FROM "t34" AS "t36"
                                          WHERE
                                            "t36"."limb" = 1
                                        ) AS "t42"
                                          ON "t31"."version" = "t42"."version"
                                      ) AS "t50"
                                    ) AS "t56"
                                      ON "t58"."version" = "t56"."lender"
                                  ) AS "t59"
                                ) AS "t63"
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
                                ) AS "t23"
                                  ON "t63"."look" = "t23"."key_day"
                              ) AS "t65"
                            ) AS "t69"
                            LEFT OUTER JOIN (
                              SELECT
                                "t1"."month" AS "key_month",
                                "t1"."first",
                                "t1"."length"
                              FROM "months" AS "t1"
                            ) AS "t24"
                              ON "t69"."target" = "t24"."key_month"
                            LEFT OUTER JOIN (
                              SELECT
                                "t2"."nth" AS "key_nth",
                                "t2"."calendar" AS "key_calendar",
                                "t2"."day" AS "working_day"
                              FROM "workdays" AS "t2"
                            ) AS "t25"
                              ON "t69"."nth" = "t25"."key_nth" AND "t69"."calendar" = "t25"."key_calendar"
                          ) AS "t71"
                        ) AS "t73"
                      ) AS "t77"
                      LEFT OUTER JOIN (
                        SELECT
                          "t0"."day" AS "key_day",
                          "t0"."rolled_next" AS "next",
                          "t0"."rolled_hesc" AS "hesc"
                        FROM "calendar" AS "t0"
                      ) AS "t22"
                        ON "t77"."rolls" = "t22"."key_day"
                    ) AS "t79"
                  ) AS "t83"
                    ON "t31"."lender" = "t83"."lent_by"
                    AND "t42"."request" = "t83"."for_request"
                    AND "t42"."referral" = "t83"."for_referral"
                ) AS "t85"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t48"."version",
                      "t48"."limb",
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
                      "t48"."duty",
                      "t48"."request",
                      "t48"."referral",
                      "t48"."counted_from" AS "day",
                      "t48"."counted_from"
                    FROM (
                      SELECT
                        "t44"."version",
                        "t44"."limb",
                        "t44"."source",
                        "t44"."way",
                        "t44"."n",
                        "t44"."n_request",
                        "t44"."begin",
                        "t44"."begin_referral",
                        "t44"."calendar",
                        "t44"."roll",
                        "t44"."due_of",
                        "t44"."field",
                        "t44"."until_start",
                        "t44"."rule",
                        "t44"."duty",
                        "t44"."request",
                        "t44"."referral",
                        "t46"."counted_from"
                      FROM (
                        SELECT
                          *
                        FROM "t34" AS "t36"
                        WHERE
                          "t36"."source" <> 3
                      ) AS "t44"
                      CROSS JOIN "t41" AS "t46"
                    ) AS "t48"
                  ) AS "t52"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t32"."version",
                      "t43"."limb",
                      "t43"."source",
                      "t43"."way",
                      "t43"."n",
                      "t43"."n_request",
                      "t43"."begin",
                      "t43"."begin_referral",
                      "t43"."calendar",
                      "t43"."roll",
                      "t43"."due_of",
                      "t43"."field",
                      "t43"."until_start",
                      "t43"."rule",
                      "t43"."duty",
                      "t43"."request",
                      "t43"."referral",
                      "t84"."day",
                      "t84"."counted_from"
                    FROM (
                      SELECT
                        "t3"."version",
                        "t3"."lender_0" AS "lender"
                      FROM "quick" AS "t3"
                      WHERE
                        "t3"."lender_0" IS NOT NULL
                    ) AS "t32"
                    INNER JOIN (
                      SELECT
                        *
                      FROM "t34" AS "t36"
                      WHERE
                        "t36"."limb" = 0
                    ) AS "t43"
                      ON "t32"."version" = "t43"."version"
                    INNER JOIN (
                      SELECT
                        "t80"."lender" AS "lent_by",
                        "t80"."request" AS "for_request",
                        "t80"."referral" AS "for_referral",
                        "t80"."counted_from" AS "day",
                        CASE
                          WHEN "t80"."roll" = 0
                          THEN "t80"."limb_due"
                          WHEN "t80"."roll" = 1
                          THEN "t80"."next"
                          ELSE "t80"."hesc"
                        END AS "counted_from"
                      FROM (
                        SELECT
                          "t78"."version",
                          "t78"."limb",
                          "t78"."source",
                          "t78"."way",
                          "t78"."n",
                          "t78"."n_request",
                          "t78"."begin",
                          "t78"."begin_referral",
                          "t78"."calendar",
                          "t78"."roll",
                          "t78"."due_of",
                          "t78"."field",
                          "t78"."until_start",
                          "t78"."rule",
                          "t78"."starts",
                          "t78"."ends",
                          "t78"."counted_from",
                          "t78"."lender",
                          "t78"."request",
                          "t78"."referral",
                          "t78"."shift",
                          "t78"."look",
                          "t78"."months",
                          "t78"."working",
                          "t78"."month",
                          "t78"."january",
                          "t78"."of_month",
                          "t78"."upto_ew",
                          "t78"."upto_uk",
                          "t78"."upto_hesc",
                          "t78"."target",
                          "t78"."nth",
                          "t78"."first",
                          "t78"."length",
                          "t78"."working_day",
                          "t78"."limb_due",
                          "t78"."rolls",
                          "t22"."next",
                          "t22"."hesc"
                        FROM (
                          SELECT
                            "t74"."version",
                            "t74"."limb",
                            "t74"."source",
                            "t74"."way",
                            "t74"."n",
                            "t74"."n_request",
                            "t74"."begin",
                            "t74"."begin_referral",
                            "t74"."calendar",
                            "t74"."roll",
                            "t74"."due_of",
                            "t74"."field",
                            "t74"."until_start",
                            "t74"."rule",
                            "t74"."starts",
                            "t74"."ends",
                            "t74"."counted_from",
                            "t74"."lender",
                            "t74"."request",
                            "t74"."referral",
                            "t74"."shift",
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
                            "t74"."limb_due",
                            CASE WHEN "t74"."roll" > 0 THEN "t74"."limb_due" ELSE NULL END AS "rolls"
                          FROM (
                            SELECT
                              "t72"."version",
                              "t72"."limb",
                              "t72"."source",
                              "t72"."way",
                              "t72"."n",
                              "t72"."n_request",
                              "t72"."begin",
                              "t72"."begin_referral",
                              "t72"."calendar",
                              "t72"."roll",
                              "t72"."due_of",
                              "t72"."field",
                              "t72"."until_start",
                              "t72"."rule",
                              "t72"."starts",
                              "t72"."ends",
                              "t72"."counted_from",
                              "t72"."lender",
                              "t72"."request",
                              "t72"."referral",
                              "t72"."shift",
                              "t72"."look",
                              "t72"."months",
                              "t72"."working",
                              "t72"."month",
                              "t72"."january",
                              "t72"."of_month",
                              "t72"."upto_ew",
                              "t72"."upto_uk",
                              "t72"."upto_hesc",
                              "t72"."target",
                              "t72"."nth",
                              "t72"."first",
                              "t72"."length",
                              "t72"."working_day",
                              CAST(CASE
                                WHEN "t72"."way" = 1
                                THEN "t72"."counted_from" + "t72"."shift"
                                WHEN "t72"."way" = 5
                                THEN (
                                  "t72"."first" + (
                                    "t72"."shift" % 64
                                  )
                                ) - 1
                                WHEN "t72"."months"
                                THEN CASE
                                  WHEN "t72"."of_month" <= "t72"."length"
                                  THEN (
                                    (
                                      "t72"."first" + "t72"."of_month"
                                    ) - 1
                                  ) - CAST("t72"."way" = 3 AS INT)
                                  ELSE (
                                    "t72"."first" + "t72"."length"
                                  ) - 1
                                END
                                WHEN "t72"."working"
                                THEN "t72"."working_day"
                                ELSE "t72"."counted_from"
                              END AS INT) AS "limb_due"
                            FROM (
                              SELECT
                                "t70"."version",
                                "t70"."limb",
                                "t70"."source",
                                "t70"."way",
                                "t70"."n",
                                "t70"."n_request",
                                "t70"."begin",
                                "t70"."begin_referral",
                                "t70"."calendar",
                                "t70"."roll",
                                "t70"."due_of",
                                "t70"."field",
                                "t70"."until_start",
                                "t70"."rule",
                                "t70"."starts",
                                "t70"."ends",
                                "t70"."counted_from",
                                "t70"."lender",
                                "t70"."request",
                                "t70"."referral",
                                "t70"."shift",
                                "t70"."look",
                                "t70"."months",
                                "t70"."working",
                                "t70"."month",
                                "t70"."january",
                                "t70"."of_month",
                                "t70"."upto_ew",
                                "t70"."upto_uk",
                                "t70"."upto_hesc",
                                "t70"."target",
                                "t70"."nth",
                                "t24"."first",
                                "t24"."length",
                                "t25"."working_day"
                              FROM (
                                SELECT
                                  "t66"."version",
                                  "t66"."limb",
                                  "t66"."source",
                                  "t66"."way",
                                  "t66"."n",
                                  "t66"."n_request",
                                  "t66"."begin",
                                  "t66"."begin_referral",
                                  "t66"."calendar",
                                  "t66"."roll",
                                  "t66"."due_of",
                                  "t66"."field",
                                  "t66"."until_start",
                                  "t66"."rule",
                                  "t66"."starts",
                                  "t66"."ends",
                                  "t66"."counted_from",
                                  "t66"."lender",
                                  "t66"."request",
                                  "t66"."referral",
                                  "t66"."shift",
                                  "t66"."look",
                                  "t66"."months",
                                  "t66"."working",
                                  "t66"."month",
                                  "t66"."january",
                                  "t66"."of_month",
                                  "t66"."upto_ew",
                                  "t66"."upto_uk",
                                  "t66"."upto_hesc",
                                  CAST(CASE
                                    WHEN "t66"."way" = 5
                                    THEN (
                                      "t66"."january" + (
                                        "t66"."shift" >> 6
                                      )
                                    ) - 1200
                                    ELSE "t66"."month" + "t66"."shift"
                                  END AS INT) AS "target",
                                  CAST(CASE
                                    WHEN "t66"."working"
                                    THEN CASE
                                      WHEN "t66"."calendar" = 0
                                      THEN "t66"."upto_ew"
                                      WHEN "t66"."calendar" = 1
                                      THEN "t66"."upto_uk"
                                      ELSE "t66"."upto_hesc"
                                    END + GREATEST("t66"."shift", 1)
                                    ELSE NULL
                                  END AS INT) AS "nth"
                                FROM (
                                  SELECT
                                    "t64"."version",
                                    "t64"."limb",
                                    "t64"."source",
                                    "t64"."way",
                                    "t64"."n",
                                    "t64"."n_request",
                                    "t64"."begin",
                                    "t64"."begin_referral",
                                    "t64"."calendar",
                                    "t64"."roll",
                                    "t64"."due_of",
                                    "t64"."field",
                                    "t64"."until_start",
                                    "t64"."rule",
                                    "t64"."starts",
                                    "t64"."ends",
                                    "t64"."counted_from",
                                    "t64"."lender",
                                    "t64"."request",
                                    "t64"."referral",
                                    "t64"."shift",
                                    "t64"."look",
                                    "t64"."months",
                                    "t64"."working",
                                    "t23"."month",
                                    "t23"."january",
                                    "t23"."of_month",
                                    "t23"."upto_ew",
                                    "t23"."upto_uk",
                                    "t23"."upto_hesc"
                                  FROM (
                                    SELECT
                                      "t60"."version",
                                      "t60"."limb",
                                      "t60"."source",
                                      "t60"."way",
                                      "t60"."n",
                                      "t60"."n_request",
                                      "t60"."begin" OR (
                                        "t60"."begin_referral" AND "t60"."referral"
                                      ) AS "begin",
                                      "t60"."begin_referral",
                                      "t60"."calendar",
                                      "t60"."roll",
                                      "t60"."due_of",
                                      "t60"."field",
                                      "t60"."until_start",
                                      "t60"."rule",
                                      "t60"."starts",
                                      "t60"."ends",
                                      "t60"."counted_from",
                                      "t60"."lender",
                                      "t60"."request",
                                      "t60"."referral",
                                      CASE WHEN "t60"."request" THEN "t60"."n_request" ELSE "t60"."n" END AS "shift",
                                      CAST(CASE
                                        WHEN "t60"."way" IN (2, 3, 5)
                                        THEN "t60"."counted_from"
                                        WHEN (
                                          "t60"."way" = 4
                                        )
                                        AND (
                                          "t60"."begin"
                                          OR (
                                            "t60"."begin_referral" AND "t60"."referral"
                                          )
                                          OR (
                                            CASE WHEN "t60"."request" THEN "t60"."n_request" ELSE "t60"."n" END > 0
                                          )
                                        )
                                        THEN "t60"."counted_from" - CAST("t60"."begin" OR (
                                          "t60"."begin_referral" AND "t60"."referral"
                                        ) AS INT)
                                        ELSE NULL
                                      END AS INT) AS "look",
                                      "t60"."way" IN (2, 3, 5) AS "months",
                                      (
                                        "t60"."way" = 4
                                      )
                                      AND (
                                        "t60"."begin"
                                        OR (
                                          "t60"."begin_referral" AND "t60"."referral"
                                        )
                                        OR (
                                          CASE WHEN "t60"."request" THEN "t60"."n_request" ELSE "t60"."n" END > 0
                                        )
                                      ) AS "working"
                                    FROM (
                                      SELECT
                                        "t58"."version",
                                        "t58"."limb",
                                        "t58"."source",
                                        "t58"."way",
                                        "t58"."n",
                                        "t58"."n_request",
                                        "t58"."begin",
                                        "t58"."begin_referral",
                                        "t58"."calendar",
                                        "t58"."roll",
                                        "t58"."due_of",
                                        "t58"."field",
                                        "t58"."until_start",
                                        "t58"."rule",
                                        "t58"."starts",
                                        "t58"."ends",
                                        "t58"."counted_from",
                                        "t57"."lender",
                                        "t57"."request",
                                        "t57"."referral"
                                      FROM (
                                        SELECT
                                          *
                                        FROM (
                                          SELECT
                                            "t11"."version",
                                            "t11"."limb",
                                            "t11"."source",
                                            "t11"."way",
                                            "t11"."n",
                                            "t11"."n_request",
                                            "t11"."begin",
                                            "t11"."begin_referral",
                                            "t11"."calendar",
                                            "t11"."roll",
                                            "t11"."due_of",
                                            "t11"."field",
                                            "t11"."until_start",
                                            "t11"."rule",
                                            "t30"."starts",
                                            "t30"."ends",
                                            "t47"."counted_from"
                                          FROM "limbs" AS "t11"
                                          INNER JOIN (
                                            SELECT
                                              "t10"."version",
                                              "t10"."starts",
                                              "t10"."ends"
                                            FROM "versions" AS "t10"
                                          ) AS "t30"
                                            ON "t11"."version" = "t30"."version"
                                          CROSS JOIN "t41" AS "t47"
                                        ) AS "t49"
                                        WHERE
                                          "t49"."starts" <= "t49"."counted_from" AND "t49"."ends" >= "t49"."counted_from"
                                      ) AS "t58"
                                      INNER JOIN (
                                        SELECT DISTINCT
                                          *
                                        FROM (
                                          SELECT
                                            "t32"."lender",
                                            "t43"."request",
                                            "t43"."referral"
                                          FROM (
                                            SELECT
                                              "t3"."version",
                                              "t3"."lender_0" AS "lender"
                                            FROM "quick" AS "t3"
                                            WHERE
                                              "t3"."lender_0" IS NOT NULL
                                          ) AS "t32"
                                          INNER JOIN (
                                            SELECT
                                              *
                                            FROM "t34" AS "t36"
                                            WHERE
                                              "t36"."limb" = 0
                                          ) AS "t43"
                                            ON "t32"."version" = "t43"."version"
                                        ) AS "t51"
                                      ) AS "t57"
                                        ON "t58"."version" = "t57"."lender"
                                    ) AS "t60"
                                  ) AS "t64"
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
                                  ) AS "t23"
                                    ON "t64"."look" = "t23"."key_day"
                                ) AS "t66"
                              ) AS "t70"
                              LEFT OUTER JOIN (
                                SELECT
                                  "t1"."month" AS "key_month",
                                  "t1"."first",
                                  "t1"."length"
                                FROM "months" AS "t1"
                              ) AS "t24"
                                ON "t70"."target" = "t24"."key_month"
                              LEFT OUTER JOIN (
                                SELECT
                                  "t2"."nth" AS "key_nth",
                                  "t2"."calendar" AS "key_calendar",
                                  "t2"."day" AS "working_day"
                                FROM "workdays" AS "t2"
                              ) AS "t25"
                                ON "t70"."nth" = "t25"."key_nth" AND "t70"."calendar" = "t25"."key_calendar"
                            ) AS "t72"
                          ) AS "t74"
                        ) AS "t78"
                        LEFT OUTER JOIN (
                          SELECT
                            "t0"."day" AS "key_day",
                            "t0"."rolled_next" AS "next",
                            "t0"."rolled_hesc" AS "hesc"
                          FROM "calendar" AS "t0"
                        ) AS "t22"
                          ON "t78"."rolls" = "t22"."key_day"
                      ) AS "t80"
                    ) AS "t84"
                      ON "t32"."lender" = "t84"."lent_by"
                      AND "t43"."request" = "t84"."for_request"
                      AND "t43"."referral" = "t84"."for_referral"
                  ) AS "t86"
                ) AS "t87"
              ) AS "t88"
            ) AS "t90"
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
            ) AS "t23"
              ON "t90"."look" = "t23"."key_day"
          ) AS "t91"
        ) AS "t93"
        LEFT OUTER JOIN (
          SELECT
            "t1"."month" AS "key_month",
            "t1"."first",
            "t1"."length"
          FROM "months" AS "t1"
        ) AS "t24"
          ON "t93"."target" = "t24"."key_month"
        LEFT OUTER JOIN (
          SELECT
            "t2"."nth" AS "key_nth",
            "t2"."calendar" AS "key_calendar",
            "t2"."day" AS "working_day"
          FROM "workdays" AS "t2"
        ) AS "t25"
          ON "t93"."nth" = "t25"."key_nth" AND "t93"."calendar" = "t25"."key_calendar"
      ) AS "t94"
    ) AS "t95"
  ) AS "t97"
  LEFT OUTER JOIN (
    SELECT
      "t0"."day" AS "key_day",
      "t0"."rolled_next" AS "next",
      "t0"."rolled_hesc" AS "hesc"
    FROM "calendar" AS "t0"
  ) AS "t22"
    ON "t97"."rolls" = "t22"."key_day"
) AS "t98"
