/**
 * Rows by organization and key. A fork shares them with its original, and copies those of an organization before it
 * first writes one: whoever holds the original goes on seeing what was.
 */
export class Table<Row> {
  #parts: Map<string, Map<string, Row>>
  /** Whether the organizations are still those of the original: a write copies them in the tables that it writes, of all. */
  #shared: boolean
  readonly #copied = new Set<string>()

  constructor(original?: Table<Row>) {
    this.#parts = original === undefined ? new Map<string, Map<string, Row>>() : original.#parts
    this.#shared = original !== undefined
  }

  fork(): Table<Row> {
    return new Table(this)
  }

  get(organizationId: string, key: string): Row | undefined {
    return this.#parts.get(organizationId)?.get(key)
  }

  /** Those of one organization, in the order in which they were first written. */
  rows(organizationId: string): readonly Row[] {
    return [...(this.#parts.get(organizationId)?.values() ?? [])]
  }

  /** Those of every organization. */
  all(): readonly Row[] {
    return [...this.#parts.values()].flatMap((rows) => [...rows.values()])
  }

  /** The first of those of every organization that is meant. */
  find(isMeant: (row: Row) => boolean): Row | undefined {
    for (const rows of this.#parts.values()) for (const row of rows.values()) if (isMeant(row)) return row
    return undefined
  }

  put(organizationId: string, key: string, row: Row): void {
    this.#toWrite(organizationId).set(key, toStored(row))
  }

  delete(organizationId: string, key: string): void {
    this.#toWrite(organizationId).delete(key)
  }

  /** Takes away all of one organization. */
  clear(organizationId: string): void {
    this.#own().delete(organizationId)
    this.#copied.delete(organizationId)
  }

  #own(): Map<string, Map<string, Row>> {
    if (this.#shared) this.#parts = new Map(this.#parts)
    this.#shared = false
    return this.#parts
  }

  #toWrite(organizationId: string): Map<string, Row> {
    const rows = this.#parts.get(organizationId)
    if (rows !== undefined && this.#copied.has(organizationId)) return rows
    const copy = new Map(rows)
    this.#own().set(organizationId, copy)
    this.#copied.add(organizationId)
    return copy
  }
}

/** The key of a row that several columns identify. */
export function keyOf(...columns: readonly (string | number)[]): string {
  return JSON.stringify(columns)
}

/** What JSON keeps of a row, as in a database, and nobody changes by accident. */
function toStored<Row>(row: Row): Row {
  return freeze(JSON.parse(JSON.stringify(row)) as Row)
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const part of Object.values(value)) freeze(part)
  return Object.freeze(value)
}
