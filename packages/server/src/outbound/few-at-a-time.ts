import { createCache } from '@rolecall/rules/create-cache'

/** Runs what waits for another server; throws where an organization waits for as many as it may. */
export type FewAtATime = <T>(organizationId: string, work: () => Promise<T>) => Promise<T>

/** Few of an organization at a time: who serves slowly what it asks for keeps no place from anybody else. */
export function createFewAtATime(most: number, refuse: () => Error): FewAtATime {
  const waiting = createCache<number>(1_000)
  return async (organizationId, work) => {
    const before = waiting.get(organizationId) ?? 0
    if (before >= most) throw refuse()
    waiting.set(organizationId, before + 1)
    try {
      return await work()
    } finally {
      waiting.set(organizationId, (waiting.get(organizationId) ?? 1) - 1)
    }
  }
}
