SELECT
  "t13"."case",
  "t54"."youth",
  "t51"."asked_by",
  "t55"."week_20",
  "t58"."request_mediation",
  "t58"."request_tribunal",
  "t58"."assessment_mediation",
  "t58"."assessment_tribunal",
  "t58"."other_mediation",
  "t58"."other_tribunal"
FROM (
  SELECT DISTINCT
    "t0"."case"
  FROM "counted_facts" AS "t0"
  WHERE
    "t0"."mark" IN (19, 17, 18)
) AS "t13"
LEFT OUTER JOIN (
  SELECT
    "t47"."case" AS "key_case",
    COALESCE("t47"."word" = 'yes', FALSE) AS "youth"
  FROM (
    SELECT
      "t44"."case",
      "t44"."told",
      "t44"."sequence",
      "t38"."word"
    FROM (
      SELECT
        "t21"."case",
        "t21"."told",
        CAST((
          "t21"."told" >> 1
        ) % 1048576 AS INT) AS "sequence"
      FROM (
        SELECT
          "t5"."case",
          MAX("t5"."told") AS "told"
        FROM (
          SELECT
            *
          FROM "counted_facts" AS "t0"
          WHERE
            "t0"."mark" IN (17)
        ) AS "t5"
        GROUP BY
          1
      ) AS "t21"
    ) AS "t44"
    LEFT OUTER JOIN (
      SELECT
        "t24"."case" AS "key_case",
        "t24"."place_of_entry" AS "key_place_of_entry",
        "t24"."word"
      FROM (
        SELECT
          "t3"."case",
          "t3"."sequence" AS "place_of_entry",
          "t3"."day" AS "at",
          "t3"."word"
        FROM "details" AS "t3"
        INNER JOIN (
          SELECT
            "t2"."field"
          FROM "field_names" AS "t2"
          WHERE
            "t2"."name" = 'in_youth_accommodation'
        ) AS "t14"
          ON "t3"."field" = "t14"."field"
      ) AS "t24"
    ) AS "t38"
      ON "t44"."case" = "t38"."key_case" AND "t44"."sequence" = "t38"."key_place_of_entry"
  ) AS "t47"
) AS "t54"
  ON "t13"."case" = "t54"."key_case"
LEFT OUTER JOIN (
  SELECT
    "t48"."case" AS "key_case",
    "t48"."word" AS "asked_by"
  FROM (
    SELECT
      "t44"."case",
      "t44"."told",
      "t44"."sequence",
      "t39"."word"
    FROM (
      SELECT
        "t21"."case",
        "t21"."told",
        CAST((
          "t21"."told" >> 1
        ) % 1048576 AS INT) AS "sequence"
      FROM (
        SELECT
          "t5"."case",
          MAX("t5"."told") AS "told"
        FROM (
          SELECT
            *
          FROM "counted_facts" AS "t0"
          WHERE
            "t0"."mark" IN (17)
        ) AS "t5"
        GROUP BY
          1
      ) AS "t21"
    ) AS "t44"
    LEFT OUTER JOIN (
      SELECT
        "t25"."case" AS "key_case",
        "t25"."place_of_entry" AS "key_place_of_entry",
        "t25"."word"
      FROM (
        SELECT
          "t3"."case",
          "t3"."sequence" AS "place_of_entry",
          "t3"."day" AS "at",
          "t3"."word"
        FROM "details" AS "t3"
        INNER JOIN (
          SELECT
            "t2"."field"
          FROM "field_names" AS "t2"
          WHERE
            "t2"."name" = 'source'
        ) AS "t15"
          ON "t3"."field" = "t15"."field"
      ) AS "t25"
    ) AS "t39"
      ON "t44"."case" = "t39"."key_case" AND "t44"."sequence" = "t39"."key_place_of_entry"
  ) AS "t48"
) AS "t51"
  ON "t13"."case" = "t51"."key_case"
LEFT OUTER JOIN (
  SELECT
    "t49"."case" AS "key_case",
    COALESCE("t49"."word" = 'yes', FALSE) AS "week_20"
  FROM (
    SELECT
      "t45"."case",
      "t45"."told",
      "t45"."sequence",
      "t40"."word"
    FROM (
      SELECT
        "t22"."case",
        "t22"."told",
        CAST((
          "t22"."told" >> 1
        ) % 1048576 AS INT) AS "sequence"
      FROM (
        SELECT
          "t6"."case",
          MAX("t6"."told") AS "told"
        FROM (
          SELECT
            *
          FROM "counted_facts" AS "t0"
          WHERE
            "t0"."mark" IN (18)
        ) AS "t6"
        GROUP BY
          1
      ) AS "t22"
    ) AS "t45"
    LEFT OUTER JOIN (
      SELECT
        "t26"."case" AS "key_case",
        "t26"."place_of_entry" AS "key_place_of_entry",
        "t26"."word"
      FROM (
        SELECT
          "t3"."case",
          "t3"."sequence" AS "place_of_entry",
          "t3"."day" AS "at",
          "t3"."word"
        FROM "details" AS "t3"
        INNER JOIN (
          SELECT
            "t2"."field"
          FROM "field_names" AS "t2"
          WHERE
            "t2"."name" = 'applies'
        ) AS "t16"
          ON "t3"."field" = "t16"."field"
      ) AS "t26"
    ) AS "t40"
      ON "t45"."case" = "t40"."key_case" AND "t45"."sequence" = "t40"."key_place_of_entry"
  ) AS "t49"
) AS "t55"
  ON "t13"."case" = "t55"."key_case"
LEFT OUTER JOIN (
  SELECT
    "t56"."case" AS "key_case",
    "t56"."request_mediation",
    "t56"."request_tribunal",
    "t56"."assessment_mediation",
    "t56"."assessment_tribunal",
    "t56"."other_mediation",
    "t56"."other_tribunal"
  FROM (
    SELECT
      "t46"."case",
      BOOL_OR(
        CAST(COALESCE((
          "t46"."about" = 'request'
        ) AND (
          "t46"."mediation" = 'yes'
        ), FALSE) AS BOOLEAN)
      ) AS "request_mediation",
      BOOL_OR(
        CAST(COALESCE((
          "t46"."about" = 'request'
        ) AND (
          "t46"."tribunal" = 'yes'
        ), FALSE) AS BOOLEAN)
      ) AS "request_tribunal",
      BOOL_OR(
        CAST(COALESCE((
          "t46"."about" = 'assessment'
        ) AND (
          "t46"."mediation" = 'yes'
        ), FALSE) AS BOOLEAN)
      ) AS "assessment_mediation",
      BOOL_OR(
        CAST(COALESCE((
          "t46"."about" = 'assessment'
        ) AND (
          "t46"."tribunal" = 'yes'
        ), FALSE) AS BOOLEAN)
      ) AS "assessment_tribunal",
      BOOL_OR(
        CAST(COALESCE((
          "t46"."about" = 'other'
        ) AND (
          "t46"."mediation" = 'yes'
        ), FALSE) AS BOOLEAN)
      ) AS "other_mediation",
      BOOL_OR(
        CAST(COALESCE((
          "t46"."about" = 'other'
        ) AND (
          "t46"."tribunal" = 'yes'
        ), FALSE) AS BOOLEAN)
      ) AS "other_tribunal"
    FROM (
      SELECT
        "t23"."case",
        "t23"."mark",
        "t23"."thread",
        "t23"."told",
        "t23"."sequence",
        "t41"."about",
        "t42"."mediation",
        "t43"."tribunal"
      FROM (
        SELECT
          "t0"."case",
          "t0"."mark",
          "t0"."thread",
          "t0"."told",
          CAST((
            "t0"."told" >> 1
          ) % 1048576 AS INT) AS "sequence"
        FROM "counted_facts" AS "t0"
        WHERE
          "t0"."mark" IN (19)
      ) AS "t23"
      LEFT OUTER JOIN (
        SELECT
          "t27"."case" AS "key_case",
          "t27"."place_of_entry" AS "key_place_of_entry",
          "t27"."word" AS "about"
        FROM (
          SELECT
            "t3"."case",
            "t3"."sequence" AS "place_of_entry",
            "t3"."day" AS "at",
            "t3"."word"
          FROM "details" AS "t3"
          INNER JOIN (
            SELECT
              "t2"."field"
            FROM "field_names" AS "t2"
            WHERE
              "t2"."name" = 'about'
          ) AS "t17"
            ON "t3"."field" = "t17"."field"
        ) AS "t27"
      ) AS "t41"
        ON "t23"."case" = "t41"."key_case" AND "t23"."sequence" = "t41"."key_place_of_entry"
      LEFT OUTER JOIN (
        SELECT
          "t28"."case" AS "key_case",
          "t28"."place_of_entry" AS "key_place_of_entry",
          "t28"."word" AS "mediation"
        FROM (
          SELECT
            "t3"."case",
            "t3"."sequence" AS "place_of_entry",
            "t3"."day" AS "at",
            "t3"."word"
          FROM "details" AS "t3"
          INNER JOIN (
            SELECT
              "t2"."field"
            FROM "field_names" AS "t2"
            WHERE
              "t2"."name" = 'mediation'
          ) AS "t18"
            ON "t3"."field" = "t18"."field"
        ) AS "t28"
      ) AS "t42"
        ON "t23"."case" = "t42"."key_case" AND "t23"."sequence" = "t42"."key_place_of_entry"
      LEFT OUTER JOIN (
        SELECT
          "t29"."case" AS "key_case",
          "t29"."place_of_entry" AS "key_place_of_entry",
          "t29"."word" AS "tribunal"
        FROM (
          SELECT
            "t3"."case",
            "t3"."sequence" AS "place_of_entry",
            "t3"."day" AS "at",
            "t3"."word"
          FROM "details" AS "t3"
          INNER JOIN (
            SELECT
              "t2"."field"
            FROM "field_names" AS "t2"
            WHERE
              "t2"."name" = 'tribunal'
          ) AS "t19"
            ON "t3"."field" = "t19"."field"
        ) AS "t29"
      ) AS "t43"
        ON "t23"."case" = "t43"."key_case" AND "t23"."sequence" = "t43"."key_place_of_entry"
    ) AS "t46"
    GROUP BY
      1
  ) AS "t56"
) AS "t58"
  ON "t13"."case" = "t58"."key_case"
