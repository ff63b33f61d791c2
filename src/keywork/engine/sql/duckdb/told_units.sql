SELECT
  "t2"."case",
  "t2"."unit",
  "t2"."keys",
  "t4"."story_number"
FROM "units" AS "t2"
INNER JOIN (
  SELECT
    "t1"."story" AS "its_story",
    "t1"."whole" AS "its_whole",
    "t1"."number" AS "story_number"
  FROM "stories" AS "t1"
) AS "t4"
  ON "t2"."story" = "t4"."its_story" AND (
    "t2"."unit" = -1
  ) = "t4"."its_whole"
