SELECT
  "t15"."case",
  "t15"."duty",
  "t15"."thread_of",
  "t15"."number",
  "t15"."state",
  "t15"."starts_on",
  "t15"."due",
  "t15"."open_ended",
  "t15"."disapplied",
  "t15"."trigger",
  "t15"."act_by",
  "t15"."may_act_from",
  "t15"."met_on",
  "t15"."met",
  "t15"."ended_on",
  "t15"."ended",
  "t15"."broken_on",
  "t15"."undated",
  "t15"."days_past",
  "t7"."since",
  "t8"."until"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t12".*
      EXCLUDE ("unbroken")
    FROM (
      SELECT
        "t4"."case",
        "t4"."duty",
        "t4"."thread_of",
        "t4"."number",
        "t4"."state",
        "t4"."starts_on",
        "t4"."due",
        "t4"."open_ended",
        "t4"."disapplied",
        "t4"."trigger",
        "t4"."act_by",
        "t4"."may_act_from",
        "t4"."met_on",
        "t4"."met",
        "t4"."ended_on",
        "t4"."ended",
        "t4"."broken_on",
        "t4"."undated",
        "t4"."days_past",
        "t4"."first",
        "t4"."last",
        "t4"."unbroken"
      FROM "span_runs" AS "t4"
      ANTI JOIN (
        SELECT DISTINCT
          "t2"."case",
          "t2"."duty",
          "t2"."thread_of"
        FROM "span_runs" AS "t2"
        WHERE
          NOT (
            "t2"."unbroken"
          )
      ) AS "t10"
        ON "t4"."case" = "t10"."case"
        AND "t4"."duty" = "t10"."duty"
        AND "t4"."thread_of" = "t10"."thread_of"
    ) AS "t12"
  ) AS "t13"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t3"."case",
      "t3"."duty",
      "t3"."thread_of",
      "t3"."number",
      "t3"."state",
      "t3"."starts_on",
      "t3"."due",
      "t3"."open_ended",
      "t3"."disapplied",
      "t3"."trigger",
      "t3"."act_by",
      "t3"."may_act_from",
      "t3"."met_on",
      "t3"."met",
      "t3"."ended_on",
      "t3"."ended",
      "t3"."broken_on",
      "t3"."undated",
      "t3"."days_past",
      "t3"."prefix" AS "first",
      "t3"."prefix" AS "last"
    FROM "prefix_clocks" AS "t3"
    SEMI JOIN (
      SELECT DISTINCT
        "t2"."case",
        "t2"."duty",
        "t2"."thread_of"
      FROM "span_runs" AS "t2"
      WHERE
        NOT (
          "t2"."unbroken"
        )
    ) AS "t10"
      ON "t3"."case" = "t10"."case"
      AND "t3"."duty" = "t10"."duty"
      AND "t3"."thread_of" = "t10"."thread_of"
  ) AS "t11"
) AS "t15"
INNER JOIN (
  SELECT
    "t0"."prefix" AS "begins",
    "t0"."day" AS "since"
  FROM "prefixes" AS "t0"
) AS "t7"
  ON "t15"."first" = "t7"."begins"
INNER JOIN (
  SELECT
    "t0"."prefix" AS "ends",
    "t0"."until"
  FROM "prefixes" AS "t0"
) AS "t8"
  ON "t15"."last" = "t8"."ends"
