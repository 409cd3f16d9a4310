/** The end of a query that takes all rows (null), or those with these ids, and its parameters. */
export const onlyThese = (column: string, ids: readonly string[] | null): { sql: string; values: string[] } =>
  ids === null
    ? { sql: '', values: [] }
    : { sql: ` and ${column} in (select value from json_each(?))`, values: [JSON.stringify(ids)] }
