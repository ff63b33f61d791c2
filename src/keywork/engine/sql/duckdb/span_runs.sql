SELECT
  "t2".*
  EXCLUDE ("times")
FROM (
  SELECT
    "t1"."case",
    "t1"."duty",
    "t1"."thread_of",
    "t1"."number",
    "t1"."state",
    "t1"."starts_on",
    "t1"."due",
    "t1"."open_ended",
    "t1"."disapplied",
    "t1"."trigger",
    "t1"."act_by",
    "t1"."may_act_from",
    "t1"."met_on",
    "t1"."met",
    "t1"."ended_on",
    "t1"."ended",
    "t1"."broken_on",
    "t1"."undated",
    "t1"."days_past",
    "t1"."first",
    "t1"."last",
    "t1"."times",
    (
      (
        "t1"."last" - "t1"."first"
      ) + 1
    ) = "t1"."times" AS "unbroken"
  FROM (
    SELECT
      "t0"."case",
      "t0"."duty",
      "t0"."thread_of",
      "t0"."number",
      "t0"."state",
      "t0"."starts_on",
      "t0"."due",
      "t0"."open_ended",
      "t0"."disapplied",
      "t0"."trigger",
      "t0"."act_by",
      "t0"."may_act_from",
      "t0"."met_on",
      "t0"."met",
      "t0"."ended_on",
      "t0"."ended",
      "t0"."broken_on",
      "t0"."undated",
      "t0"."days_past",
      MIN("t0"."prefix") AS "first",
      MAX("t0"."prefix") AS "last",
      COUNT(*) AS "times"
    FROM "prefix_clocks" AS "t0"
    GROUP BY
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      9,
      10,
      11,
      12,
      13,
      14,
      15,
      16,
      17,
      18,
      19
  ) AS "t1"
) AS "t2"
