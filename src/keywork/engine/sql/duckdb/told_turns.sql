SELECT
  (
    CAST("t12"."case" AS BIGINT) << 34
  ) + (
    CAST("t12"."duty" AS BIGINT) << 24
  ) + (
    "t12"."unit" + 1
  ) AS "clock",
  "t12"."final",
  "t12"."number",
  (
    (
      LIST_EXTRACT("t12"."keys", "t12"."start") >> 13
    ) << 6
  ) + "t12"."code" AS "mark",
  (
    LIST_EXTRACT("t12"."keys", "t12"."after") >> 13
  ) >> 6 AS "after",
  CAST((
    (
      (
        LIST_EXTRACT("t12"."keys", "t12"."reversal") >> 13
      ) >> 6
    ) >> 20
  ) - 1000000 AS INT) AS "reversed_on",
  "t12"."is_met",
  (
    LIST_EXTRACT("t12"."keys", "t12"."close") >> 13
  ) >> 6 AS "close",
  "t12"."undated"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t3"."case",
      "t3"."unit",
      "t3"."keys",
      "t3"."story_number",
      "t9"."story",
      "t9"."duty",
      "t9"."number",
      "t9"."is_met",
      "t9"."undated",
      "t9"."reversal",
      "t9"."final",
      "t9"."code",
      "t9"."start",
      "t9"."close",
      "t9"."after",
      "t9"."quick",
      "t9"."sort",
      "t9"."rule",
      "t9"."later",
      "t9"."odd",
      "t9"."broken",
      "t9"."inapplicable",
      "t9"."limb_0",
      "t9"."fact_0",
      "t9"."rule_0",
      "t9"."field_0",
      "t9"."limb_1",
      "t9"."fact_1",
      "t9"."rule_1",
      "t9"."field_1"
    FROM "told_units" AS "t3"
    INNER JOIN (
      SELECT
        *
      FROM "turns_here" AS "t2"
      WHERE
        NOT (
          "t2"."quick"
        )
    ) AS "t9"
      ON "t3"."story_number" = "t9"."story"
  ) AS "t11"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t3"."case",
      "t3"."unit",
      "t3"."keys",
      "t3"."story_number",
      "t8"."story",
      "t8"."duty",
      "t8"."number",
      "t8"."is_met",
      "t8"."undated",
      "t8"."reversal",
      "t8"."final",
      "t8"."code",
      "t8"."start",
      "t8"."close",
      "t8"."after",
      "t8"."quick",
      "t8"."sort",
      "t8"."rule",
      "t8"."later",
      "t8"."odd",
      "t8"."broken",
      "t8"."inapplicable",
      "t8"."limb_0",
      "t8"."fact_0",
      "t8"."rule_0",
      "t8"."field_0",
      "t8"."limb_1",
      "t8"."fact_1",
      "t8"."rule_1",
      "t8"."field_1"
    FROM "told_units" AS "t3"
    SEMI JOIN "bound" AS "t4"
      ON "t3"."case" = "t4"."case"
    INNER JOIN (
      SELECT
        *
      FROM "turns_here" AS "t2"
      WHERE
        "t2"."quick"
    ) AS "t8"
      ON "t3"."story_number" = "t8"."story"
    SEMI JOIN "bound" AS "t5"
      ON "t3"."case" = "t5"."case" AND "t8"."duty" = "t5"."duty"
  ) AS "t10"
) AS "t12"
