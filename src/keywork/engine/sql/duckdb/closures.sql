WITH "t27" AS (
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
      "t4"."name" = 'body_kind'
  ) AS "t13"
    ON "t6"."field" = "t13"."field"
)
SELECT DISTINCT
  *
FROM (
  SELECT
    "t65"."clock"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t59"."clock",
        "t59"."mark",
        "t59"."lent",
        "t59"."exception",
        "t59"."case",
        "t59"."duty",
        "t59"."starts_on",
        "t59"."due",
        "t59"."test",
        "t59"."days",
        "t59"."starts",
        "t59"."ends",
        "t59"."its_case",
        "t59"."thread",
        "t59"."request",
        "t59"."on_day",
        "t59"."sequence",
        "t59"."own_kind",
        "t59"."their_kind",
        "t59"."body",
        "t54"."closed_from",
        "t54"."reopens",
        "t54"."closed_case",
        "t54"."closed_thread"
      FROM (
        SELECT
          "t55"."clock",
          "t55"."mark",
          "t55"."lent",
          "t55"."exception",
          "t55"."case",
          "t55"."duty",
          "t55"."starts_on",
          "t55"."due",
          "t55"."test",
          "t55"."days",
          "t55"."starts",
          "t55"."ends",
          "t55"."its_case",
          "t55"."thread",
          "t55"."request",
          "t55"."on_day",
          "t55"."sequence",
          "t55"."own_kind",
          "t55"."their_kind",
          CASE
            WHEN COALESCE("t55"."own_kind", '') = ''
            THEN "t55"."their_kind"
            ELSE "t55"."own_kind"
          END AS "body"
        FROM (
          SELECT
            "t45"."clock",
            "t45"."mark",
            "t45"."lent",
            "t45"."exception",
            "t45"."case",
            "t45"."duty",
            "t45"."starts_on",
            "t45"."due",
            "t45"."test",
            "t45"."days",
            "t45"."starts",
            "t45"."ends",
            "t45"."its_case",
            "t45"."thread",
            "t45"."request",
            "t45"."on_day",
            "t45"."sequence",
            "t40"."own_kind",
            "t52"."their_kind"
          FROM (
            SELECT
              "t31"."clock",
              "t31"."mark",
              "t31"."lent",
              "t31"."exception",
              "t31"."case",
              "t31"."duty",
              "t31"."starts_on",
              "t31"."due",
              "t31"."test",
              "t31"."days",
              "t31"."starts",
              "t31"."ends",
              "t31"."its_case",
              "t31"."thread",
              "t31"."request",
              "t31"."on_day",
              CAST("t31"."request" % 1048576 AS INT) AS "sequence"
            FROM (
              SELECT
                "t12"."clock",
                "t12"."mark",
                "t12"."lent",
                "t12"."exception",
                "t12"."case",
                "t12"."duty",
                "t12"."starts_on",
                "t12"."due",
                "t12"."test",
                "t12"."days",
                "t12"."starts",
                "t12"."ends",
                "t24"."its_case",
                "t24"."thread",
                "t24"."request",
                "t24"."on_day"
              FROM (
                SELECT
                  *
                FROM "tried" AS "t2"
                WHERE
                  "t2"."test" = 1
              ) AS "t12"
              INNER JOIN (
                SELECT
                  "t1"."case" AS "its_case",
                  "t1"."thread",
                  "t1"."place" AS "request",
                  CAST((
                    "t1"."place" >> 20
                  ) - 1000000 AS INT) AS "on_day"
                FROM "requests_tried" AS "t1"
                WHERE
                  "t1"."mark" = 7 AND "t1"."dated"
              ) AS "t24"
                ON "t12"."case" = "t24"."its_case"
            ) AS "t31"
            WHERE
              "t31"."on_day" <= "t31"."due"
          ) AS "t45"
          LEFT OUTER JOIN (
            SELECT
              "t30"."case" AS "key_case",
              "t30"."place_of_entry" AS "key_place_of_entry",
              "t30"."word" AS "own_kind"
            FROM "t27" AS "t30"
          ) AS "t40"
            ON "t45"."case" = "t40"."key_case" AND "t45"."sequence" = "t40"."key_place_of_entry"
          LEFT OUTER JOIN (
            SELECT
              "t49"."case" AS "key_case",
              "t49"."thread" AS "key_thread",
              "t49"."body_kind" AS "their_kind"
            FROM (
              SELECT
                "t42"."case",
                "t42"."thread",
                "t42"."order",
                "t42"."sequence",
                "t41"."body_kind"
              FROM (
                SELECT
                  "t26"."case",
                  "t26"."thread",
                  "t26"."order",
                  CAST("t26"."order" % 1048576 AS INT) AS "sequence"
                FROM (
                  SELECT
                    "t16"."case",
                    "t16"."thread",
                    MIN("t16"."order") AS "order"
                  FROM (
                    SELECT
                      "t1"."case",
                      "t1"."place",
                      "t1"."mark",
                      "t1"."thread",
                      "t1"."dated",
                      (
                        CAST("t1"."mark" AS BIGINT) << 50
                      ) + "t1"."place" AS "order"
                    FROM "requests_tried" AS "t1"
                    WHERE
                      "t1"."mark" IN (9, 10)
                  ) AS "t16"
                  GROUP BY
                    1,
                    2
                ) AS "t26"
              ) AS "t42"
              LEFT OUTER JOIN (
                SELECT
                  "t30"."case" AS "key_case",
                  "t30"."place_of_entry" AS "key_place_of_entry",
                  "t30"."word" AS "body_kind"
                FROM "t27" AS "t30"
              ) AS "t41"
                ON "t42"."case" = "t41"."key_case" AND "t42"."sequence" = "t41"."key_place_of_entry"
            ) AS "t49"
          ) AS "t52"
            ON "t45"."case" = "t52"."key_case" AND "t45"."thread" = "t52"."key_thread"
        ) AS "t55"
      ) AS "t59"
      INNER JOIN "exception_bodies" AS "t5"
        ON "t59"."exception" = "t5"."exception" AND "t59"."body" = "t5"."body"
      INNER JOIN (
        SELECT
          "t47"."closed_from",
          "t47"."reopens",
          "t47"."case" AS "closed_case",
          "t47"."thread" AS "closed_thread"
        FROM (
          SELECT
            "t21"."case",
            "t21"."place",
            "t21"."mark",
            "t21"."thread",
            "t21"."dated",
            "t21"."sequence",
            "t37"."closed_from",
            "t38"."reopens"
          FROM (
            SELECT
              "t1"."case",
              "t1"."place",
              "t1"."mark",
              "t1"."thread",
              "t1"."dated",
              CAST("t1"."place" % 1048576 AS INT) AS "sequence"
            FROM "requests_tried" AS "t1"
            WHERE
              "t1"."mark" = 8
          ) AS "t21"
          LEFT OUTER JOIN (
            SELECT
              "t28"."case" AS "key_case",
              "t28"."place_of_entry" AS "key_place_of_entry",
              "t28"."at" AS "closed_from"
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
                  "t4"."name" = 'closed_from'
              ) AS "t14"
                ON "t6"."field" = "t14"."field"
            ) AS "t28"
          ) AS "t37"
            ON "t21"."case" = "t37"."key_case" AND "t21"."sequence" = "t37"."key_place_of_entry"
          LEFT OUTER JOIN (
            SELECT
              "t29"."case" AS "key_case",
              "t29"."place_of_entry" AS "key_place_of_entry",
              "t29"."at" AS "reopens"
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
                  "t4"."name" = 'reopens'
              ) AS "t15"
                ON "t6"."field" = "t15"."field"
            ) AS "t29"
          ) AS "t38"
            ON "t21"."case" = "t38"."key_case" AND "t21"."sequence" = "t38"."key_place_of_entry"
        ) AS "t47"
        WHERE
          (
            "t47"."reopens" - "t47"."closed_from"
          ) >= 28
      ) AS "t54"
        ON "t59"."case" = "t54"."closed_case" AND "t59"."thread" = "t54"."closed_thread"
    ) AS "t61"
    WHERE
      (
        "t61"."closed_from" - 7
      ) <= "t61"."on_day"
      AND "t61"."on_day" <= (
        "t61"."reopens" - 7
      )
  ) AS "t65"
  ANTI JOIN (
    SELECT DISTINCT
      *
    FROM (
      SELECT
        "t58"."told_case",
        "t58"."told_request"
      FROM (
        SELECT
          "t53"."thread",
          "t53"."told_case",
          "t53"."told_request",
          "t53"."asked_on",
          "t53"."order",
          COALESCE(
            CAST((
              (
                "t53"."order" % 1125899906842624
              ) >> 20
            ) - 1000000 AS INT),
            "t53"."asked_on"
          ) + 42 AS "latest"
        FROM (
          SELECT
            "t23"."thread",
            "t23"."told_case",
            "t23"."told_request",
            "t23"."asked_on",
            "t48"."order"
          FROM (
            SELECT
              "t1"."thread",
              "t1"."case" AS "told_case",
              "t1"."place" AS "told_request",
              CAST((
                "t1"."place" >> 20
              ) - 1000000 AS INT) AS "asked_on"
            FROM "requests_tried" AS "t1"
            WHERE
              "t1"."dated" AND "t1"."mark" = 7
          ) AS "t23"
          LEFT OUTER JOIN (
            SELECT
              "t43"."told_case" AS "key_told_case",
              "t43"."told_request" AS "key_told_request",
              "t43"."order"
            FROM (
              SELECT
                "t32"."told_case",
                "t32"."told_request",
                MIN("t32"."order") AS "order"
              FROM (
                SELECT
                  "t23"."thread",
                  "t23"."told_case",
                  "t23"."told_request",
                  "t23"."asked_on",
                  "t25"."received_case",
                  "t25"."received_thread",
                  "t25"."order",
                  "t25"."received_on"
                FROM (
                  SELECT
                    "t1"."thread",
                    "t1"."case" AS "told_case",
                    "t1"."place" AS "told_request",
                    CAST((
                      "t1"."place" >> 20
                    ) - 1000000 AS INT) AS "asked_on"
                  FROM "requests_tried" AS "t1"
                  WHERE
                    "t1"."dated" AND "t1"."mark" = 7
                ) AS "t23"
                INNER JOIN (
                  SELECT
                    "t1"."case" AS "received_case",
                    "t1"."thread" AS "received_thread",
                    (
                      CAST("t1"."mark" AS BIGINT) << 50
                    ) + "t1"."place" AS "order",
                    CAST((
                      "t1"."place" >> 20
                    ) - 1000000 AS INT) AS "received_on"
                  FROM "requests_tried" AS "t1"
                  WHERE
                    "t1"."dated" AND "t1"."mark" IN (9, 10)
                ) AS "t25"
                  ON "t23"."told_case" = "t25"."received_case"
                  AND "t23"."thread" = "t25"."received_thread"
                  AND "t25"."received_on" >= "t23"."asked_on"
              ) AS "t32"
              GROUP BY
                1,
                2
            ) AS "t43"
          ) AS "t48"
            ON "t23"."told_case" = "t48"."key_told_case"
            AND "t23"."told_request" = "t48"."key_told_request"
        ) AS "t53"
      ) AS "t58"
      INNER JOIN (
        SELECT
          "t1"."case" AS "given_case",
          "t1"."thread" AS "given_thread",
          CAST((
            "t1"."place" >> 20
          ) - 1000000 AS INT) AS "given_on"
        FROM "requests_tried" AS "t1"
        WHERE
          "t1"."dated" AND "t1"."mark" = 11
      ) AS "t22"
        ON "t58"."told_case" = "t22"."given_case"
        AND "t58"."thread" = "t22"."given_thread"
        AND "t22"."given_on" >= "t58"."asked_on"
        AND "t22"."given_on" <= "t58"."latest"
    ) AS "t60"
  ) AS "t63"
    ON "t65"."case" = "t63"."told_case" AND "t65"."request" = "t63"."told_request"
) AS "t66"
