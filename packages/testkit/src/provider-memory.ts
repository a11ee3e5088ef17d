import type { Adapter, AdapterPayload } from 'oidc-provider'

/** What a provider under test remembers, for as long as it runs: one made anew knows what the one before has issued. */
export function createProviderMemory(): new (model: string) => Adapter {
  const models = new Map<string, Map<string, AdapterPayload>>()
  return class implements Adapter {
    readonly #rows: Map<string, AdapterPayload>

    constructor(model: string) {
      this.#rows = models.get(model) ?? new Map<string, AdapterPayload>()
      models.set(model, this.#rows)
    }

    async upsert(id: string, payload: AdapterPayload): Promise<void> {
      this.#rows.set(id, payload)
    }

    async find(id: string): Promise<AdapterPayload | undefined> {
      return this.#rows.get(id)
    }

    async findByUid(uid: string): Promise<AdapterPayload | undefined> {
      return [...this.#rows.values()].find((payload) => payload.uid === uid)
    }

    async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
      return [...this.#rows.values()].find((payload) => payload.userCode === userCode)
    }

    async consume(id: string): Promise<void> {
      const payload = this.#rows.get(id)
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1_000)
    }

    async destroy(id: string): Promise<void> {
      this.#rows.delete(id)
    }

    async revokeByGrantId(grantId: string): Promise<void> {
      for (const [id, payload] of this.#rows) if (payload.grantId === grantId) this.#rows.delete(id)
    }
  }
}
