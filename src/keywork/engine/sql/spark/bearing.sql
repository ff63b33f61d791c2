SELECT
  `t7`.`clock`,
  BOOL_OR(`t7`.`inapplicable`) AS `inapplicable`,
  BOOL_OR(`t7`.`relied_on`) AS `relied_on`,
  MAX(`t7`.`broken`) AS `broken`
FROM (
  SELECT
    *
  FROM (
    SELECT
      `t0`.`clock`,
      FALSE AS `inapplicable`,
      FALSE AS `relied_on`,
      `t0`.`broken`
    FROM `broken` AS `t0`
  ) AS `t3`
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t1`.`clock`,
        TRUE AS `inapplicable`,
        FALSE AS `relied_on`,
        CAST(NULL AS BIGINT) AS `broken`
      FROM `inapplicable` AS `t1`
    ) AS `t4`
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        `t2`.`clock`,
        FALSE AS `inapplicable`,
        TRUE AS `relied_on`,
        CAST(NULL AS BIGINT) AS `broken`
      FROM `relied_on` AS `t2`
    ) AS `t5`
  ) AS `t6`
) AS `t7`
GROUP BY
  1
