SELECT
  "t25"."clock",
  "t25"."mark",
  "t25"."lent",
  "t25"."limb",
  "t25"."due_of",
  CASE
    WHEN "t25"."own_thread" > 0
    THEN "t25"."whole" + 1 + "t25"."own_thread"
    WHEN COALESCE("t25"."is_there", FALSE)
    THEN "t25"."unnamed"
    ELSE "t25"."whole"
  END AS "lent_clock",
  (
    "t25"."place" << 12
  ) + "t25"."code" AS "lent_mark"
FROM (
  SELECT
    "t24"."clock",
    "t24"."mark",
    "t24"."lent",
    "t24"."limb",
    "t24"."due_of",
    "t24"."case",
    "t24"."place",
    "t24"."code",
    "t24"."own_thread",
    "t24"."whole",
    "t24"."unnamed",
    "t19"."is_there"
  FROM (
    SELECT
      "t22"."clock",
      "t22"."mark",
      "t22"."lent",
      "t22"."limb",
      "t22"."due_of",
      "t22"."case",
      "t22"."place",
      "t22"."code",
      "t22"."own_thread",
      (
        CAST("t22"."case" AS BIGINT) << 34
      ) + (
        CAST("t22"."due_of" AS BIGINT) << 24
      ) + (
        -1 + 1
      ) AS "whole",
      (
        CAST("t22"."case" AS BIGINT) << 34
      ) + (
        CAST("t22"."due_of" AS BIGINT) << 24
      ) + (
        -1 + 1
      ) + 1 AS "unnamed"
    FROM (
      SELECT
        "t21"."clock",
        "t21"."mark",
        "t21"."lent",
        "t21"."limb",
        "t21"."due_of",
        "t21"."case",
        "t21"."place",
        FIRST("t21"."code" ORDER BY "t21"."first") AS "code",
        FIRST("t21"."own_thread" ORDER BY "t21"."first") AS "own_thread"
      FROM (
        SELECT
          "t20"."clock",
          "t20"."mark",
          "t20"."lent",
          "t20"."case",
          "t20"."duty",
          "t20"."place",
          "t20"."day",
          "t20"."starts_on",
          "t20"."after",
          "t20"."request",
          "t20"."referral",
          "t20"."level",
          "t20"."version",
          "t20"."combine",
          "t20"."limb",
          "t20"."due_of",
          "t20"."kind",
          "t20"."thread",
          "t20"."its_case",
          "t20"."its_place",
          "t20"."its_kind",
          "t20"."its_duty",
          "t20"."code",
          "t20"."own",
          "t20"."latest",
          CASE WHEN "t20"."latest" THEN 63 - "t20"."code" ELSE "t20"."code" END AS "first",
          CASE WHEN "t20"."own" THEN "t20"."thread" ELSE 0 END AS "own_thread"
        FROM (
          SELECT
            "t7"."clock",
            "t7"."mark",
            "t7"."lent",
            "t7"."case",
            "t7"."duty",
            "t7"."place",
            "t7"."day",
            "t7"."starts_on",
            "t7"."after",
            "t7"."request",
            "t7"."referral",
            "t7"."level",
            "t7"."version",
            "t7"."combine",
            "t17"."limb",
            "t17"."due_of",
            "t18"."kind",
            "t18"."thread",
            "t18"."its_case",
            "t18"."its_place",
            "t13"."its_kind",
            "t13"."its_duty",
            "t13"."code",
            "t13"."own",
            "t14"."latest"
          FROM "asking" AS "t7"
          INNER JOIN (
            SELECT
              "t2"."version",
              "t2"."limb",
              "t2"."due_of"
            FROM "limbs" AS "t2"
            WHERE
              "t2"."source" = 3
          ) AS "t17"
            ON "t7"."version" = "t17"."version"
          INNER JOIN (
            SELECT
              "t8"."kind",
              "t8"."thread",
              "t8"."case" AS "its_case",
              "t8"."place" AS "its_place"
            FROM (
              SELECT
                *
              FROM "entries" AS "t5"
              UNION ALL
              SELECT
                *
              FROM "instead" AS "t6"
            ) AS "t8"
          ) AS "t18"
            ON "t7"."case" = "t18"."its_case" AND "t7"."place" = "t18"."its_place"
          INNER JOIN (
            SELECT
              "t3"."kind" AS "its_kind",
              "t3"."duty" AS "its_duty",
              "t3"."code",
              "t3"."own"
            FROM "starters" AS "t3"
          ) AS "t13"
            ON "t18"."kind" = "t13"."its_kind" AND "t17"."due_of" = "t13"."its_duty"
          LEFT OUTER JOIN (
            SELECT
              "t4"."duty" AS "key_duty",
              "t4"."latest"
            FROM "duties" AS "t4"
          ) AS "t14"
            ON "t17"."due_of" = "t14"."key_duty"
        ) AS "t20"
      ) AS "t21"
      GROUP BY
        1,
        2,
        3,
        4,
        5,
        6,
        7
    ) AS "t22"
  ) AS "t24"
  LEFT OUTER JOIN (
    SELECT
      "t9"."clock" AS "key_clock",
      TRUE AS "is_there"
    FROM (
      SELECT DISTINCT
        "t0"."clock"
      FROM "known_starts" AS "t0"
    ) AS "t9"
  ) AS "t19"
    ON "t24"."unnamed" = "t19"."key_clock"
) AS "t25"
