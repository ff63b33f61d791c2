SELECT
  "t0"."case",
  "t0"."duty",
  "t0"."thread_of",
  "t0"."mark",
  "t0"."lent",
  CAST(NULL AS SMALLINT) AS "limb",
  CAST(NULL AS SMALLINT) AS "due_of",
  CAST(NULL AS INT) AS "lent_thread",
  CAST(NULL AS BIGINT) AS "lent_mark"
FROM "asks" AS "t0"
WHERE
  FALSE
