SELECT
  "t2"."clock",
  "t2"."close" AS "place"
FROM "turned" AS "t2"
SEMI JOIN "following" AS "t3"
  ON "t2"."clock" = "t3"."clock"
