SELECT
  "t6"."prefix" AS "case",
  "t3"."sequence",
  "t3"."field",
  "t3"."day",
  "t3"."word"
FROM "copied_details" AS "t3"
INNER JOIN (
  SELECT
    "t1"."case" AS "event_case",
    "t1"."sequence" AS "event",
    "t1"."day" AS "event_day"
  FROM "copied_events" AS "t1"
  WHERE
    "t1"."superseded_at" IS NULL
) AS "t7"
  ON "t3"."case" = "t7"."event_case" AND "t3"."sequence" = "t7"."event"
INNER JOIN (
  SELECT
    "t2"."prefix",
    "t2"."case" AS "its_case",
    "t2"."day" AS "last"
  FROM "prefixes" AS "t2"
) AS "t6"
  ON "t3"."case" = "t6"."its_case" AND "t7"."event_day" <= "t6"."last"
