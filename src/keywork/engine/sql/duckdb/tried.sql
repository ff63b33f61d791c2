SELECT DISTINCT
  *
FROM (
  SELECT
    "t35"."case",
    "t35"."duty",
    "t35"."thread_of",
    "t35"."mark",
    "t35"."lent",
    "t35"."exception",
    "t35"."starts_on",
    "t35"."due",
    "t6"."test",
    "t6"."days",
    "t6"."starts",
    "t6"."ends"
  FROM (
    SELECT
      *
    FROM (
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
        "t13"."sort",
        "t13"."level",
        "t13"."version",
        "t13"."combine",
        "t13"."only_asked",
        "t13"."number",
        "t13"."is_met",
        "t13"."close",
        "t13"."undated",
        "t13"."due",
        "t13"."open_ended",
        "t32"."its_case",
        "t32"."its_duty",
        "t32"."exception",
        "t32"."thread",
        "t32"."recording"
      FROM (
        SELECT
          *
        FROM "counted" AS "t1"
        WHERE
          "t1"."due" IS NOT NULL AND "t1"."version" IS NOT NULL
      ) AS "t13"
      INNER JOIN (
        SELECT
          "t30"."case" AS "its_case",
          "t7"."duty" AS "its_duty",
          "t30"."exception",
          "t30"."thread",
          "t30"."place" AS "recording"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t18"."case",
              "t18"."place",
              "t18"."mark",
              "t18"."thread",
              "t18"."dated",
              "t18"."sequence",
              "t25"."name",
              "t26"."exception",
              "t27"."complete"
            FROM (
              SELECT
                "t3"."case",
                "t3"."place",
                "t3"."mark",
                "t3"."thread",
                "t3"."dated",
                CAST("t3"."place" % 1048576 AS INT) AS "sequence"
              FROM "special" AS "t3"
              WHERE
                "t3"."mark" = 1
            ) AS "t18"
            LEFT OUTER JOIN (
              SELECT
                "t19"."case" AS "key_case",
                "t19"."place_of_entry" AS "key_place_of_entry",
                "t19"."word" AS "name"
              FROM (
                SELECT
                  "t8"."case",
                  "t8"."sequence" AS "place_of_entry",
                  "t8"."day" AS "at",
                  "t8"."word"
                FROM "details" AS "t8"
                INNER JOIN (
                  SELECT
                    "t5"."field"
                  FROM "field_names" AS "t5"
                  WHERE
                    "t5"."name" = 'duty'
                ) AS "t15"
                  ON "t8"."field" = "t15"."field"
              ) AS "t19"
            ) AS "t25"
              ON "t18"."case" = "t25"."key_case" AND "t18"."sequence" = "t25"."key_place_of_entry"
            LEFT OUTER JOIN (
              SELECT
                "t20"."case" AS "key_case",
                "t20"."place_of_entry" AS "key_place_of_entry",
                "t20"."word" AS "exception"
              FROM (
                SELECT
                  "t8"."case",
                  "t8"."sequence" AS "place_of_entry",
                  "t8"."day" AS "at",
                  "t8"."word"
                FROM "details" AS "t8"
                INNER JOIN (
                  SELECT
                    "t5"."field"
                  FROM "field_names" AS "t5"
                  WHERE
                    "t5"."name" = 'exception'
                ) AS "t16"
                  ON "t8"."field" = "t16"."field"
              ) AS "t20"
            ) AS "t26"
              ON "t18"."case" = "t26"."key_case" AND "t18"."sequence" = "t26"."key_place_of_entry"
            LEFT OUTER JOIN (
              SELECT
                "t21"."case" AS "key_case",
                "t21"."place_of_entry" AS "key_place_of_entry",
                "t21"."word" AS "complete"
              FROM (
                SELECT
                  "t8"."case",
                  "t8"."sequence" AS "place_of_entry",
                  "t8"."day" AS "at",
                  "t8"."word"
                FROM "details" AS "t8"
                INNER JOIN (
                  SELECT
                    "t5"."field"
                  FROM "field_names" AS "t5"
                  WHERE
                    "t5"."name" = 'complete'
                ) AS "t17"
                  ON "t8"."field" = "t17"."field"
              ) AS "t21"
            ) AS "t27"
              ON "t18"."case" = "t27"."key_case" AND "t18"."sequence" = "t27"."key_place_of_entry"
          ) AS "t28"
          WHERE
            "t28"."complete" = 'yes'
        ) AS "t30"
        INNER JOIN "duty_names" AS "t7"
          ON "t30"."name" = "t7"."name"
      ) AS "t32"
        ON "t13"."case" = "t32"."its_case" AND "t13"."duty" = "t32"."its_duty"
    ) AS "t33"
    WHERE
      (
        (
          "t33"."thread" = 0
        )
        OR (
          "t33"."thread_of" = -1
        )
        OR (
          "t33"."thread" = "t33"."thread_of"
        )
      )
      AND (
        (
          "t33"."after" IS NULL
        ) OR (
          "t33"."recording" > "t33"."after"
        )
      )
  ) AS "t35"
  INNER JOIN "excepting" AS "t6"
    ON "t35"."version" = "t6"."version" AND "t35"."exception" = "t6"."exception"
) AS "t36"
