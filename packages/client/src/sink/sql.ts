/** A row as a driver answers it. */
export type Row = Readonly<Record<string, unknown>>

export type Value = string | number | boolean | null

/** One transaction. Places of values are `?`, for every driver. */
export type Run = (text: string, values: readonly Value[]) => Promise<readonly Row[]>

/** What a sink needs of a driver. `Tx` is what the driver itself calls a transaction. */
export interface Database<Tx> {
  readonly dialect: 'postgres' | 'sqlite'
  /** Rolls back where `work` throws, and throws the same. */
  readonly transaction: <T>(work: (run: Run, tx: Tx) => Promise<T>) => Promise<T>
}

/** `?, ?, ?` */
export function places(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ')
}

/** So many rows go into one statement: both databases take them, however many columns. */
export const rowsAtOnce = 100

export function* chunksOf<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += rowsAtOnce) yield items.slice(start, start + rowsAtOnce)
}
