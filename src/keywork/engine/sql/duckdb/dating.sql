SELECT
  "t24"."case",
  "t24"."duty",
  "t24"."thread_of",
  "t24"."mark",
  "t24"."lent",
  "t24"."limb",
  CASE
    WHEN "t24"."field" IS NULL
    THEN COALESCE("t24"."moved_to", CAST((
      "t24"."fact" >> 20
    ) - 1000000 AS INT))
    ELSE "t24"."said"
  END AS "counted_from"
FROM (
  SELECT
    "t23"."case",
    "t23"."duty",
    "t23"."thread_of",
    "t23"."mark",
    "t23"."lent",
    "t23"."limb",
    "t23"."rule",
    "t23"."field",
    "t23"."itself",
    "t23"."since",
    "t23"."before",
    "t23"."fact",
    "t23"."sequence",
    "t13"."moved_to",
    "t14"."said"
  FROM (
    SELECT
      "t21"."case",
      "t21"."duty",
      "t21"."thread_of",
      "t21"."mark",
      "t21"."lent",
      "t21"."limb",
      "t21"."rule",
      "t21"."field",
      "t21"."itself",
      "t21"."since",
      "t21"."before",
      COALESCE("t21"."itself", "t21"."since", "t21"."before") AS "fact",
      CAST(COALESCE("t21"."itself", "t21"."since", "t21"."before") % 1048576 AS INT) AS "sequence"
    FROM (
      SELECT
        "t20"."case",
        "t20"."duty",
        "t20"."thread_of",
        "t20"."mark",
        "t20"."lent",
        "t20"."limb",
        "t20"."rule",
        "t20"."field",
        MAX("t20"."fact") FILTER(WHERE
          "t20"."fact" = "t20"."place") AS "itself",
        MIN("t20"."fact") FILTER(WHERE
          "t20"."fact" >= (
            "t20"."place" - (
              "t20"."place" % 1048576
            )
          )) AS "since",
        MAX("t20"."fact") AS "before"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t7"."case",
            "t7"."duty",
            "t7"."thread_of",
            "t7"."mark",
            "t7"."lent",
            "t7"."place",
            "t7"."day",
            "t7"."starts_on",
            "t7"."after",
            "t7"."request",
            "t7"."referral",
            "t7"."level",
            "t7"."version",
            "t7"."combine",
            "t18"."limb",
            "t18"."kind",
            "t18"."own",
            "t18"."source",
            "t18"."way",
            "t18"."n",
            "t18"."n_request",
            "t18"."begin",
            "t18"."begin_referral",
            "t18"."calendar",
            "t18"."roll",
            "t18"."due_of",
            "t18"."field",
            "t18"."until_start",
            "t18"."rule",
            "t16"."thread",
            "t16"."its_case",
            "t16"."fact"
          FROM "asking" AS "t7"
          INNER JOIN (
            SELECT
              "t8"."version",
              "t8"."limb",
              "t8"."kind",
              "t8"."own",
              "t10"."source",
              "t10"."way",
              "t10"."n",
              "t10"."n_request",
              "t10"."begin",
              "t10"."begin_referral",
              "t10"."calendar",
              "t10"."roll",
              "t10"."due_of",
              "t10"."field",
              "t10"."until_start",
              "t10"."rule"
            FROM "limb_kinds" AS "t8"
            INNER JOIN "limbs" AS "t10"
              ON "t8"."version" = "t10"."version" AND "t8"."limb" = "t10"."limb"
          ) AS "t18"
            ON "t7"."version" = "t18"."version"
          INNER JOIN (
            SELECT
              "t9"."kind",
              "t9"."thread",
              "t9"."case" AS "its_case",
              "t9"."place" AS "fact"
            FROM (
              SELECT
                *
              FROM "entries" AS "t4"
              UNION ALL
              SELECT
                *
              FROM "instead" AS "t5"
            ) AS "t9"
            WHERE
              "t9"."dated"
          ) AS "t16"
            ON "t7"."case" = "t16"."its_case" AND "t18"."kind" = "t16"."kind"
        ) AS "t19"
        WHERE
          (
            NOT (
              "t19"."own"
            )
            OR (
              "t19"."thread_of" = -1
            )
            OR (
              "t19"."thread" = "t19"."thread_of"
            )
          )
          AND (
            NOT (
              "t19"."until_start"
            )
            OR (
              CAST((
                "t19"."fact" >> 20
              ) - 1000000 AS INT) <= "t19"."day"
            )
          )
      ) AS "t20"
      GROUP BY
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8
    ) AS "t21"
  ) AS "t23"
  LEFT OUTER JOIN (
    SELECT
      "t0"."case" AS "key_case",
      "t0"."place" AS "key_place",
      "t0"."rule" AS "key_rule",
      "t0"."starts_on" AS "moved_to"
    FROM "shifted" AS "t0"
  ) AS "t13"
    ON "t23"."case" = "t13"."key_case"
    AND "t23"."fact" = "t13"."key_place"
    AND "t23"."rule" = "t13"."key_rule"
  LEFT OUTER JOIN (
    SELECT
      "t1"."case" AS "key_case",
      "t1"."sequence" AS "key_sequence",
      "t1"."field" AS "key_field",
      "t1"."day" AS "said"
    FROM "details" AS "t1"
  ) AS "t14"
    ON "t23"."case" = "t14"."key_case"
    AND "t23"."sequence" = "t14"."key_sequence"
    AND "t23"."field" = "t14"."key_field"
) AS "t24"
