SELECT
  "t0"."clock",
  "t0"."mark",
  "t0"."lent",
  CAST(NULL AS SMALLINT) AS "limb",
  CAST(NULL AS SMALLINT) AS "due_of",
  CAST(NULL AS BIGINT) AS "lent_clock",
  CAST(NULL AS BIGINT) AS "lent_mark"
FROM "asks" AS "t0"
WHERE
  FALSE
