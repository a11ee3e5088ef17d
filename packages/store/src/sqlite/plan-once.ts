/**
 * A text that SQLite plans once, when it is prepared. It looks at what a `LIMIT` is bound to, to know how many rows are wanted, and so
 * plans the statement anew each time that another value is bound, which costs more than to run it; what is computed it does not look at.
 */
export function planOnce(sql: string): string {
  return sql.replaceAll(/\blimit \?/gi, 'LIMIT (? + 0)')
}
