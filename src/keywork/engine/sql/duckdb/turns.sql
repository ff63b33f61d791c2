SELECT
  "t4"."clock",
  "t4"."final",
  "t4"."number",
  "t4"."mark",
  "t4"."after",
  "t4"."reversed_on",
  "t4"."is_met",
  "t4"."close",
  "t4"."undated"
FROM (
  SELECT
    *
  FROM "turned" AS "t0"
  WHERE
    COALESCE("t0"."final" >= "t0"."close", FALSE)
) AS "t4"
ANTI JOIN "following" AS "t2"
  ON "t4"."clock" = "t2"."clock"
