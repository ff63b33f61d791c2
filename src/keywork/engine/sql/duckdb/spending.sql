SELECT
  "t2"."case",
  "t2"."duty",
  "t2"."thread_of",
  "t2"."close" AS "place"
FROM "turned" AS "t2"
SEMI JOIN "following" AS "t3"
  ON "t2"."case" = "t3"."case"
  AND "t2"."duty" = "t3"."duty"
  AND "t2"."thread_of" = "t3"."thread_of"
