/** Columns of a table as a statement names them that calls the table `alias`. */
export function qualify(alias: string, columns: readonly string[]): readonly string[] {
  return columns.map((column) => `${alias}.${column}`)
}
