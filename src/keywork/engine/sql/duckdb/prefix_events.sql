SELECT
  "t4"."prefix" AS "case",
  "t5"."sequence",
  "t5"."kind",
  "t5"."day",
  "t5"."dated",
  "t5"."thread",
  "t5"."source",
  "t5"."recorded_at",
  "t5"."superseded_at"
FROM (
  SELECT
    *
  FROM "copied_events" AS "t0"
  WHERE
    "t0"."superseded_at" IS NULL
) AS "t5"
INNER JOIN (
  SELECT
    "t1"."prefix",
    "t1"."case" AS "its_case",
    "t1"."day" AS "last"
  FROM "prefixes" AS "t1"
) AS "t4"
  ON "t5"."case" = "t4"."its_case" AND "t5"."day" <= "t4"."last"
