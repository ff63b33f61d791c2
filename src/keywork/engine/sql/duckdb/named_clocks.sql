SELECT DISTINCT
  *
FROM (
  SELECT
    "t9"."case",
    "t4"."duty",
    TRUE AS "is_named"
  FROM (
    SELECT
      "t0"."case",
      "t0"."place",
      "t0"."mark",
      "t0"."thread",
      "t0"."dated",
      CAST("t0"."place" % 1048576 AS INT) AS "sequence"
    FROM "special" AS "t0"
    WHERE
      "t0"."mark" <= 2
  ) AS "t9"
  LEFT OUTER JOIN (
    SELECT
      "t10"."case" AS "key_case",
      "t10"."place_of_entry" AS "key_place_of_entry",
      "t10"."word" AS "name"
    FROM (
      SELECT
        "t5"."case",
        "t5"."sequence" AS "place_of_entry",
        "t5"."day" AS "at",
        "t5"."word"
      FROM "details" AS "t5"
      INNER JOIN (
        SELECT
          "t3"."field"
        FROM "field_names" AS "t3"
        WHERE
          "t3"."name" = 'duty'
      ) AS "t8"
        ON "t5"."field" = "t8"."field"
    ) AS "t10"
  ) AS "t12"
    ON "t9"."case" = "t12"."key_case" AND "t9"."sequence" = "t12"."key_place_of_entry"
  INNER JOIN "duty_names" AS "t4"
    ON "t12"."name" = "t4"."name"
) AS "t13"
