SELECT
  "t3"."case",
  "t3"."duty",
  "t3"."thread_of",
  "t3"."number",
  CASE
    WHEN COALESCE("t3"."due" < (
      SELECT
        "t2"."as_of"
      FROM "question" AS "t2"
    ), TRUE)
    THEN "t3"."state"
    ELSE CASE
      WHEN "t3"."state" = 6
      THEN 5
      WHEN "t3"."state" = 12
      THEN 5
      WHEN "t3"."state" = 13
      THEN 5
      WHEN "t3"."state" = 15
      THEN 14
      WHEN "t3"."state" = 19
      THEN 18
      ELSE "t3"."state"
    END
  END AS "state",
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
  CAST(COALESCE(
    "t3"."days_past",
    GREATEST((
      SELECT
        "t2"."as_of"
      FROM "question" AS "t2"
    ) - "t3"."due", 0)
  ) AS INT) AS "days_past"
FROM "spans" AS "t3"
ANTI JOIN "apart" AS "t4"
  ON "t3"."case" = "t4"."case"
