SELECT
  "t5"."case",
  "t5"."duty",
  "t5"."thread_of",
  "t5"."mark",
  "t5"."lent",
  "t5"."place",
  "t5"."day",
  "t5"."starts_on",
  "t5"."after",
  "t5"."request",
  "t5"."referral",
  "t5"."sort",
  "t5"."level",
  "t5"."version",
  "t5"."combine",
  "t5"."only_asked",
  "t5"."number",
  "t5"."is_met",
  "t5"."close",
  "t5"."undated",
  "t4"."due",
  "t4"."open_ended"
FROM (
  SELECT
    *
  FROM "asks" AS "t0"
  WHERE
    NOT (
      "t0"."only_asked"
    )
) AS "t5"
LEFT OUTER JOIN (
  SELECT
    "t1"."case" AS "key_case",
    "t1"."duty" AS "key_duty",
    "t1"."thread_of" AS "key_thread_of",
    "t1"."mark" AS "key_mark",
    "t1"."lent" AS "key_lent",
    "t1"."due",
    "t1"."open_ended"
  FROM "worked_dues" AS "t1"
) AS "t4"
  ON "t5"."case" = "t4"."key_case"
  AND "t5"."duty" = "t4"."key_duty"
  AND "t5"."thread_of" = "t4"."key_thread_of"
  AND "t5"."mark" = "t4"."key_mark"
  AND "t5"."lent" = "t4"."key_lent"
