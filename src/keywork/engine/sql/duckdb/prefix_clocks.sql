SELECT
  "t4"."prefix",
  "t4"."its_case" AS "case",
  "t2"."duty",
  "t2"."thread_of",
  "t2"."number",
  "t2"."state",
  "t2"."starts_on",
  "t2"."due",
  "t2"."open_ended",
  "t2"."disapplied",
  "t2"."trigger",
  "t2"."act_by",
  "t2"."may_act_from",
  "t2"."met_on",
  "t2"."met",
  "t2"."ended_on",
  "t2"."ended",
  "t2"."broken_on",
  "t2"."undated",
  CASE
    WHEN COALESCE("t2"."days_past" = (
      2500000 - "t2"."due"
    ), FALSE)
    THEN NULL
    ELSE "t2"."days_past"
  END AS "days_past"
FROM "clocks" AS "t2"
INNER JOIN (
  SELECT
    "t1"."prefix",
    "t1"."case" AS "its_case"
  FROM "prefixes" AS "t1"
) AS "t4"
  ON "t2"."case" = "t4"."prefix"
