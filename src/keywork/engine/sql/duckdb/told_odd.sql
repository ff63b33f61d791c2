SELECT
  "t8"."case",
  "t8"."duty",
  "t8"."number",
  "t8"."is_met",
  "t8"."undated",
  "t8"."code",
  "t8"."sort",
  "t8"."rule",
  "t8"."later",
  "t8"."odd",
  "t8"."inapplicable",
  "t8"."place",
  "t8"."source",
  "t8"."close",
  "t8"."broken",
  "t8"."fact_0",
  "t8"."fact_1",
  "t8"."limb_0",
  "t8"."rule_0",
  "t8"."field_0",
  "t8"."limb_1",
  "t8"."rule_1",
  "t8"."field_1",
  "t8"."unit" AS "thread_of"
FROM (
  SELECT
    "t7"."case",
    "t7"."unit",
    "t7"."keys",
    "t7"."story_number",
    "t7"."story",
    "t7"."duty",
    "t7"."number",
    "t7"."is_met",
    "t7"."undated",
    "t7"."reversal",
    "t7"."final",
    "t7"."code",
    "t7"."start",
    (
      LIST_EXTRACT("t7"."keys", "t7"."close") >> 13
    ) >> 6 AS "close",
    "t7"."after",
    "t7"."quick",
    "t7"."sort",
    "t7"."rule",
    "t7"."later",
    "t7"."odd",
    (
      LIST_EXTRACT("t7"."keys", "t7"."broken") >> 13
    ) >> 6 AS "broken",
    "t7"."inapplicable",
    "t7"."limb_0",
    (
      LIST_EXTRACT("t7"."keys", "t7"."fact_0") >> 13
    ) >> 6 AS "fact_0",
    "t7"."rule_0",
    "t7"."field_0",
    "t7"."limb_1",
    (
      LIST_EXTRACT("t7"."keys", "t7"."fact_1") >> 13
    ) >> 6 AS "fact_1",
    "t7"."rule_1",
    "t7"."field_1",
    (
      LIST_EXTRACT("t7"."keys", "t7"."start") >> 13
    ) >> 6 AS "place",
    CAST((
      LIST_EXTRACT("t7"."keys", "t7"."start") >> 13
    ) % 64 AS SMALLINT) AS "source"
  FROM (
    SELECT
      "t3"."case",
      "t3"."unit",
      "t3"."keys",
      "t3"."story_number",
      "t6"."story",
      "t6"."duty",
      "t6"."number",
      "t6"."is_met",
      "t6"."undated",
      "t6"."reversal",
      "t6"."final",
      "t6"."code",
      "t6"."start",
      "t6"."close",
      "t6"."after",
      "t6"."quick",
      "t6"."sort",
      "t6"."rule",
      "t6"."later",
      "t6"."odd",
      "t6"."broken",
      "t6"."inapplicable",
      "t6"."limb_0",
      "t6"."fact_0",
      "t6"."rule_0",
      "t6"."field_0",
      "t6"."limb_1",
      "t6"."fact_1",
      "t6"."rule_1",
      "t6"."field_1"
    FROM "told_units" AS "t3"
    INNER JOIN (
      SELECT
        *
      FROM "turns_here" AS "t2"
      WHERE
        "t2"."quick"
        AND NOT (
          NOT (
            "t2"."odd"
          ) AND (
            "t2"."broken" IS NULL
          )
        )
    ) AS "t6"
      ON "t3"."story_number" = "t6"."story"
    ANTI JOIN "bound" AS "t4"
      ON "t3"."case" = "t4"."case" AND "t6"."duty" = "t4"."duty"
  ) AS "t7"
) AS "t8"
