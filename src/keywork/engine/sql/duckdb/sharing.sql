SELECT
  "t20"."case",
  "t20"."duty",
  "t20"."thread_of",
  "t20"."mark",
  "t20"."lent",
  "t20"."limb",
  "t20"."due_of",
  CASE
    WHEN "t20"."own_thread" > 0
    THEN "t20"."own_thread"
    WHEN COALESCE("t20"."is_unnamed", FALSE)
    THEN 0
    ELSE -1
  END AS "lent_thread",
  (
    "t20"."place" << 6
  ) + "t20"."code" AS "lent_mark"
FROM (
  SELECT
    "t19"."case",
    "t19"."duty",
    "t19"."thread_of",
    "t19"."mark",
    "t19"."lent",
    "t19"."limb",
    "t19"."due_of",
    "t19"."place",
    "t19"."code",
    "t19"."own_thread",
    "t13"."is_unnamed"
  FROM (
    SELECT
      "t17"."case",
      "t17"."duty",
      "t17"."thread_of",
      "t17"."mark",
      "t17"."lent",
      "t17"."limb",
      "t17"."due_of",
      "t17"."place",
      FIRST("t17"."code" ORDER BY "t17"."first") AS "code",
      FIRST("t17"."own_thread" ORDER BY "t17"."first") AS "own_thread"
    FROM (
      SELECT
        "t16"."case",
        "t16"."duty",
        "t16"."thread_of",
        "t16"."mark",
        "t16"."lent",
        "t16"."place",
        "t16"."day",
        "t16"."starts_on",
        "t16"."after",
        "t16"."request",
        "t16"."referral",
        "t16"."level",
        "t16"."version",
        "t16"."combine",
        "t16"."limb",
        "t16"."due_of",
        "t16"."kind",
        "t16"."thread",
        "t16"."its_case",
        "t16"."its_place",
        "t16"."its_kind",
        "t16"."its_duty",
        "t16"."code",
        "t16"."own",
        "t16"."latest",
        CASE WHEN "t16"."latest" THEN 63 - "t16"."code" ELSE "t16"."code" END AS "first",
        CASE WHEN "t16"."own" THEN "t16"."thread" ELSE 0 END AS "own_thread"
      FROM (
        SELECT
          "t6"."case",
          "t6"."duty",
          "t6"."thread_of",
          "t6"."mark",
          "t6"."lent",
          "t6"."place",
          "t6"."day",
          "t6"."starts_on",
          "t6"."after",
          "t6"."request",
          "t6"."referral",
          "t6"."level",
          "t6"."version",
          "t6"."combine",
          "t14"."limb",
          "t14"."due_of",
          "t15"."kind",
          "t15"."thread",
          "t15"."its_case",
          "t15"."its_place",
          "t11"."its_kind",
          "t11"."its_duty",
          "t11"."code",
          "t11"."own",
          "t11"."latest"
        FROM "asking" AS "t6"
        INNER JOIN (
          SELECT
            "t2"."version",
            "t2"."limb",
            "t2"."due_of"
          FROM "limbs" AS "t2"
          WHERE
            "t2"."source" = 3
        ) AS "t14"
          ON "t6"."version" = "t14"."version"
        INNER JOIN (
          SELECT
            "t7"."kind",
            "t7"."thread",
            "t7"."case" AS "its_case",
            "t7"."place" AS "its_place"
          FROM (
            SELECT
              *
            FROM "entries" AS "t4"
            UNION ALL
            SELECT
              *
            FROM "instead" AS "t5"
          ) AS "t7"
        ) AS "t15"
          ON "t6"."case" = "t15"."its_case" AND "t6"."place" = "t15"."its_place"
        INNER JOIN (
          SELECT
            "t3"."kind" AS "its_kind",
            "t3"."duty" AS "its_duty",
            "t3"."code",
            "t3"."own",
            "t3"."latest"
          FROM "starters" AS "t3"
        ) AS "t11"
          ON "t15"."kind" = "t11"."its_kind" AND "t14"."due_of" = "t11"."its_duty"
      ) AS "t16"
    ) AS "t17"
    GROUP BY
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8
  ) AS "t19"
  LEFT OUTER JOIN (
    SELECT
      "t0"."case" AS "key_case",
      "t0"."duty" AS "key_due_of",
      TRUE AS "is_unnamed"
    FROM "turns" AS "t0"
    WHERE
      "t0"."thread_of" = 0 AND NOT (
        "t0"."only_asked"
      )
  ) AS "t13"
    ON "t19"."case" = "t13"."key_case" AND "t19"."due_of" = "t13"."key_due_of"
) AS "t20"
