SELECT
  "t24"."case",
  "t24"."duty",
  "t24"."thread_of",
  "t24"."mark",
  "t24"."lent",
  "t24"."place",
  "t24"."day",
  "t24"."starts_on",
  "t24"."after",
  "t24"."request",
  "t24"."referral",
  "t24"."sort",
  "t24"."level",
  "t14"."version",
  "t14"."combine",
  "t24"."only_asked",
  "t24"."number",
  "t24"."is_met",
  "t24"."close",
  "t24"."undated"
FROM (
  SELECT
    "t22"."case",
    "t22"."duty",
    "t22"."thread_of",
    "t22"."latest",
    "t22"."only_asked",
    "t22"."reversed_on",
    "t22"."final",
    "t22"."number",
    "t22"."mark",
    "t22"."after",
    "t22"."is_met",
    "t22"."close",
    "t22"."undated",
    "t22"."late_after",
    "t22"."lent",
    "t22"."place",
    "t22"."code",
    "t22"."day",
    "t22"."rule",
    "t22"."request",
    "t22"."referral",
    "t22"."moved_to",
    "t22"."sort",
    "t22"."level",
    COALESCE("t22"."moved_to", "t22"."day") AS "starts_on",
    CASE
      WHEN "t22"."sort" = 5
      THEN (
        SELECT
          "t1"."as_of"
        FROM "question" AS "t1"
      )
      ELSE COALESCE("t22"."moved_to", "t22"."day")
    END AS "in_force_on"
  FROM (
    SELECT
      "t21"."case",
      "t21"."duty",
      "t21"."thread_of",
      "t21"."latest",
      "t21"."only_asked",
      "t21"."reversed_on",
      "t21"."final",
      "t21"."number",
      "t21"."mark",
      "t21"."after",
      "t21"."is_met",
      "t21"."close",
      "t21"."undated",
      "t21"."late_after",
      "t21"."lent",
      "t21"."place",
      "t21"."code",
      "t21"."day",
      "t15"."rule",
      "t15"."request",
      "t15"."referral",
      "t16"."moved_to",
      "t17"."sort",
      "t17"."level"
    FROM (
      SELECT
        "t19"."case",
        "t19"."duty",
        "t19"."thread_of",
        "t19"."latest",
        "t19"."only_asked",
        "t19"."reversed_on",
        "t19"."final",
        "t19"."number",
        "t19"."mark",
        COALESCE("t19"."after", "t19"."late_after") AS "after",
        "t19"."is_met",
        "t19"."close",
        "t19"."undated",
        "t19"."late_after",
        FALSE AS "lent",
        "t19"."mark" >> 6 AS "place",
        CAST("t19"."mark" % 64 AS SMALLINT) AS "code",
        CAST((
          (
            "t19"."mark" >> 6
          ) >> 20
        ) - 1000000 AS INT) AS "day"
      FROM (
        SELECT
          "t7"."case",
          "t7"."duty",
          "t7"."thread_of",
          "t7"."latest",
          "t7"."only_asked",
          "t7"."reversed_on",
          "t7"."final",
          "t7"."number",
          "t7"."mark",
          "t7"."after",
          "t7"."is_met",
          "t7"."close",
          "t7"."undated",
          "t18"."late_after"
        FROM "turns" AS "t7"
        LEFT OUTER JOIN (
          SELECT
            "t6"."case" AS "key_case",
            "t6"."duty" AS "key_duty",
            "t6"."thread_of" AS "key_thread_of",
            "t6"."after" AS "late_after"
          FROM "afters" AS "t6"
        ) AS "t18"
          ON "t7"."case" = "t18"."key_case"
          AND "t7"."duty" = "t18"."key_duty"
          AND "t7"."thread_of" = "t18"."key_thread_of"
      ) AS "t19"
    ) AS "t21"
    LEFT OUTER JOIN (
      SELECT
        "t2"."duty" AS "key_duty",
        "t2"."code" AS "key_code",
        "t2"."rule",
        "t2"."request",
        "t2"."referral"
      FROM "start_facts" AS "t2"
    ) AS "t15"
      ON "t21"."duty" = "t15"."key_duty" AND "t21"."code" = "t15"."key_code"
    LEFT OUTER JOIN (
      SELECT
        "t3"."case" AS "key_case",
        "t3"."place" AS "key_place",
        "t3"."rule" AS "key_rule",
        "t3"."starts_on" AS "moved_to"
      FROM "shifted" AS "t3"
    ) AS "t16"
      ON "t21"."case" = "t16"."key_case"
      AND "t21"."place" = "t16"."key_place"
      AND "t15"."rule" = "t16"."key_rule"
    LEFT OUTER JOIN (
      SELECT
        "t4"."duty" AS "key_duty",
        "t4"."sort",
        "t4"."level"
      FROM "duties" AS "t4"
    ) AS "t17"
      ON "t21"."duty" = "t17"."key_duty"
  ) AS "t22"
) AS "t24"
LEFT OUTER JOIN (
  SELECT
    "t0"."duty" AS "its_duty",
    "t0"."version",
    "t0"."combine",
    "t0"."starts" AS "from_day",
    "t0"."ends" AS "to_day"
  FROM "versions" AS "t0"
) AS "t14"
  ON "t24"."duty" = "t14"."its_duty"
  AND "t14"."from_day" <= "t24"."in_force_on"
  AND "t14"."to_day" >= "t24"."in_force_on"
