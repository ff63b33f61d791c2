WITH "t32" AS (
  SELECT
    "t9"."case",
    "t9"."sequence" AS "place_of_entry",
    "t9"."day" AS "at",
    "t9"."word"
  FROM "details" AS "t9"
  INNER JOIN (
    SELECT
      "t5"."field"
    FROM "field_names" AS "t5"
    WHERE
      "t5"."name" = 'sent_on'
  ) AS "t21"
    ON "t9"."field" = "t21"."field"
), "t52" AS (
  SELECT
    "t36"."case",
    "t36"."place",
    "t36"."sequence",
    "t48"."starts_on"
  FROM (
    SELECT
      "t20"."case",
      "t20"."place",
      CAST("t20"."place" % 1048576 AS INT) AS "sequence"
    FROM (
      SELECT DISTINCT
        "t10"."case",
        "t10"."place"
      FROM (
        SELECT
          *
        FROM "entries" AS "t6"
        UNION ALL
        SELECT
          *
        FROM "instead" AS "t7"
      ) AS "t10"
      WHERE
        "t10"."dated" AND (
          SELECT
            "t2"."sent"
          FROM "question" AS "t2"
        )
    ) AS "t20"
  ) AS "t36"
  LEFT OUTER JOIN (
    SELECT
      "t37"."case" AS "key_case",
      "t37"."place_of_entry" AS "key_place_of_entry",
      "t37"."at" AS "starts_on"
    FROM "t32" AS "t37"
  ) AS "t48"
    ON "t36"."case" = "t48"."key_case" AND "t36"."sequence" = "t48"."key_place_of_entry"
)
SELECT
  *
FROM (
  SELECT
    *
  FROM "served" AS "t0"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t65"."case",
      "t65"."place",
      1 AS "rule",
      CASE WHEN "t65"."stands" THEN "t65"."day" ELSE "t65"."next" END AS "starts_on"
    FROM (
      SELECT
        "t63"."case",
        "t63"."place",
        "t63"."mark",
        "t63"."thread",
        "t63"."dated",
        "t63"."sequence",
        "t63"."day",
        "t63"."by",
        "t63"."posted_on",
        "t63"."late",
        "t63"."stands",
        "t63"."look",
        "t15"."next"
      FROM (
        SELECT
          "t51"."case",
          "t51"."place",
          "t51"."mark",
          "t51"."thread",
          "t51"."dated",
          "t51"."sequence",
          "t51"."day",
          "t51"."by",
          "t51"."posted_on",
          "t51"."late",
          (
            COALESCE("t51"."by", '') = 'signed-for'
          )
          OR (
            (
              COALESCE("t51"."by", '') = 'first-class-post'
            )
            AND (
              "t51"."posted_on" IS NULL
            )
          ) AS "stands",
          CAST(CASE
            WHEN COALESCE("t51"."by", '') = 'first-class-post'
            THEN "t51"."posted_on" + 1
            WHEN COALESCE("t51"."late", '') = 'yes'
            THEN "t51"."day" + 1
            ELSE "t51"."day"
          END AS INT) AS "look"
        FROM (
          SELECT
            "t28"."case",
            "t28"."place",
            "t28"."mark",
            "t28"."thread",
            "t28"."dated",
            "t28"."sequence",
            "t28"."day",
            "t44"."by",
            "t45"."posted_on",
            "t46"."late"
          FROM (
            SELECT
              "t3"."case",
              "t3"."place",
              "t3"."mark",
              "t3"."thread",
              "t3"."dated",
              CAST("t3"."place" % 1048576 AS INT) AS "sequence",
              CAST((
                "t3"."place" >> 20
              ) - 1000000 AS INT) AS "day"
            FROM "special" AS "t3"
            WHERE
              "t3"."mark" = 12
              AND "t3"."dated"
              AND (
                SELECT
                  "t2"."deemed"
                FROM "question" AS "t2"
              )
          ) AS "t28"
          LEFT OUTER JOIN (
            SELECT
              "t33"."case" AS "key_case",
              "t33"."place_of_entry" AS "key_place_of_entry",
              "t33"."word" AS "by"
            FROM (
              SELECT
                "t9"."case",
                "t9"."sequence" AS "place_of_entry",
                "t9"."day" AS "at",
                "t9"."word"
              FROM "details" AS "t9"
              INNER JOIN (
                SELECT
                  "t5"."field"
                FROM "field_names" AS "t5"
                WHERE
                  "t5"."name" = 'by'
              ) AS "t22"
                ON "t9"."field" = "t22"."field"
            ) AS "t33"
          ) AS "t44"
            ON "t28"."case" = "t44"."key_case" AND "t28"."sequence" = "t44"."key_place_of_entry"
          LEFT OUTER JOIN (
            SELECT
              "t34"."case" AS "key_case",
              "t34"."place_of_entry" AS "key_place_of_entry",
              "t34"."at" AS "posted_on"
            FROM (
              SELECT
                "t9"."case",
                "t9"."sequence" AS "place_of_entry",
                "t9"."day" AS "at",
                "t9"."word"
              FROM "details" AS "t9"
              INNER JOIN (
                SELECT
                  "t5"."field"
                FROM "field_names" AS "t5"
                WHERE
                  "t5"."name" = 'posted_on'
              ) AS "t23"
                ON "t9"."field" = "t23"."field"
            ) AS "t34"
          ) AS "t45"
            ON "t28"."case" = "t45"."key_case" AND "t28"."sequence" = "t45"."key_place_of_entry"
          LEFT OUTER JOIN (
            SELECT
              "t35"."case" AS "key_case",
              "t35"."place_of_entry" AS "key_place_of_entry",
              "t35"."word" AS "late"
            FROM (
              SELECT
                "t9"."case",
                "t9"."sequence" AS "place_of_entry",
                "t9"."day" AS "at",
                "t9"."word"
              FROM "details" AS "t9"
              INNER JOIN (
                SELECT
                  "t5"."field"
                FROM "field_names" AS "t5"
                WHERE
                  "t5"."name" = 'after_hours'
              ) AS "t24"
                ON "t9"."field" = "t24"."field"
            ) AS "t35"
          ) AS "t46"
            ON "t28"."case" = "t46"."key_case" AND "t28"."sequence" = "t46"."key_place_of_entry"
        ) AS "t51"
      ) AS "t63"
      LEFT OUTER JOIN (
        SELECT
          "t1"."day" AS "key_day",
          "t1"."rolled_next" AS "next"
        FROM "calendar" AS "t1"
      ) AS "t15"
        ON "t63"."look" = "t15"."key_day"
    ) AS "t65"
  ) AS "t68"
) AS "t69"
UNION ALL
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t67"."case",
      "t67"."place",
      "t67"."rule",
      "t67"."starts_on"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t53"."case",
              "t53"."place",
              "t53"."sequence",
              "t53"."starts_on",
              0 AS "rule"
            FROM "t52" AS "t53"
            WHERE
              "t53"."starts_on" IS NOT NULL
          ) AS "t55"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t53"."case",
              "t53"."place",
              "t53"."sequence",
              "t53"."starts_on",
              1 AS "rule"
            FROM "t52" AS "t53"
            WHERE
              "t53"."starts_on" IS NOT NULL
          ) AS "t56"
        ) AS "t59"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t53"."case",
              "t53"."place",
              "t53"."sequence",
              "t53"."starts_on",
              2 AS "rule"
            FROM "t52" AS "t53"
            WHERE
              "t53"."starts_on" IS NOT NULL
          ) AS "t57"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t53"."case",
              "t53"."place",
              "t53"."sequence",
              "t53"."starts_on",
              3 AS "rule"
            FROM "t52" AS "t53"
            WHERE
              "t53"."starts_on" IS NOT NULL
          ) AS "t58"
        ) AS "t60"
      ) AS "t62"
      WHERE
        NOT (
          (
            "t62"."rule" = 1
          )
          AND (
            SELECT
              "t2"."deemed"
            FROM "question" AS "t2"
          )
        )
    ) AS "t67"
    ANTI JOIN "served" AS "t8"
      ON "t67"."case" = "t8"."case"
      AND "t67"."place" = "t8"."place"
      AND "t67"."rule" = "t8"."rule"
  ) AS "t70"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t54"."case",
      "t54"."place",
      3 AS "rule",
      "t54"."starts_on"
    FROM (
      SELECT
        "t50"."case",
        "t50"."place",
        "t50"."sequence",
        "t50"."starts_on",
        "t47"."sent_on"
      FROM (
        SELECT
          "t38"."case",
          "t38"."place",
          "t38"."sequence",
          MAX("t38"."met_on") AS "starts_on"
        FROM (
          SELECT
            "t29"."case",
            "t29"."place",
            "t29"."day",
            "t29"."sequence",
            "t30"."met_case",
            "t30"."met_on"
          FROM (
            SELECT DISTINCT
              "t3"."case",
              "t3"."place",
              CAST((
                "t3"."place" >> 20
              ) - 1000000 AS INT) AS "day",
              CAST("t3"."place" % 1048576 AS INT) AS "sequence"
            FROM "special" AS "t3"
            WHERE
              "t3"."mark" = 14
              AND "t3"."dated"
              AND (
                SELECT
                  "t2"."meeting"
                FROM "question" AS "t2"
              )
          ) AS "t29"
          INNER JOIN (
            SELECT
              "t3"."case" AS "met_case",
              CAST((
                "t3"."place" >> 20
              ) - 1000000 AS INT) AS "met_on"
            FROM "special" AS "t3"
            WHERE
              "t3"."mark" = 6 AND "t3"."dated"
          ) AS "t30"
            ON "t29"."case" = "t30"."met_case" AND "t30"."met_on" <= "t29"."day"
        ) AS "t38"
        GROUP BY
          1,
          2,
          3
      ) AS "t50"
      LEFT OUTER JOIN (
        SELECT
          "t37"."case" AS "key_case",
          "t37"."place_of_entry" AS "key_place_of_entry",
          "t37"."at" AS "sent_on"
        FROM "t32" AS "t37"
      ) AS "t47"
        ON "t50"."case" = "t47"."key_case" AND "t50"."sequence" = "t47"."key_place_of_entry"
    ) AS "t54"
    WHERE
      NOT (
        (
          SELECT
            "t2"."sent"
          FROM "question" AS "t2"
        )
        AND (
          "t54"."sent_on" IS NOT NULL
        )
      )
  ) AS "t64"
) AS "t71"
