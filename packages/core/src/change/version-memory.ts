/** How many organizations are remembered: one that is asked about in turn with more costs three more trips a write. */
const organizations = 10_000

/** For how many small organizations a value counts, so that large ones are remembered of fewer. */
type WeightOf<Value> = (value: Value) => number

/** Of the same thing no two are equal, in whatever state of the database. */
type Version = number | string

/**
 * What was made of one version of something that each organization has: of its newest version that was asked for, and of
 * the organizations that were asked about last. Own, and no library, because the core has no dependency.
 */
export class VersionMemory<Value> {
  readonly #weightOf: WeightOf<Value>
  readonly #capacity: number
  readonly #known = new Map<string, { readonly version: Version; readonly value: Value }>()

  #weight = 0

  constructor(weightOf: WeightOf<Value> = () => 1, capacity = organizations) {
    this.#weightOf = weightOf
    this.#capacity = capacity
  }

  find(organizationId: string, version: Version): Value | undefined {
    const known = this.#known.get(organizationId)
    if (known?.version !== version) return undefined
    this.#put(organizationId, known)
    return known.value
  }

  remember(organizationId: string, version: Version, value: Value): void {
    this.#forget(organizationId)
    this.#put(organizationId, { version, value })
    this.#weight += this.#weightOf(value)
    for (const id of this.#known.keys()) {
      if (this.#weight <= this.#capacity || this.#known.size === 1) return
      this.#forget(id)
    }
  }

  #forget(organizationId: string): void {
    const known = this.#known.get(organizationId)
    if (known === undefined) return
    this.#known.delete(organizationId)
    this.#weight -= this.#weightOf(known.value)
  }

  /** Last, for a map keeps the order in which its keys came. */
  #put(organizationId: string, known: { readonly version: Version; readonly value: Value }): void {
    this.#known.delete(organizationId)
    this.#known.set(organizationId, known)
  }
}
