/** How many organizations are remembered. */
const organizations = 1_000

/**
 * What was made of one version of something that each organization has: of its newest version that was asked for, and of
 * the organizations that were asked about last. Own, and no library, because the core has no dependency.
 */
export class VersionMemory<Value> {
  readonly #capacity: number
  readonly #known = new Map<string, { readonly version: number; readonly value: Value }>()

  constructor(capacity = organizations) {
    this.#capacity = capacity
  }

  find(organizationId: string, version: number): Value | undefined {
    const known = this.#known.get(organizationId)
    if (known?.version !== version) return undefined
    this.#put(organizationId, known)
    return known.value
  }

  remember(organizationId: string, version: number, value: Value): void {
    this.#put(organizationId, { version, value })
    if (this.#known.size > this.#capacity) this.#known.delete(this.#known.keys().next().value as string)
  }

  /** Last, for a map keeps the order in which its keys came. */
  #put(organizationId: string, known: { readonly version: number; readonly value: Value }): void {
    this.#known.delete(organizationId)
    this.#known.set(organizationId, known)
  }
}
