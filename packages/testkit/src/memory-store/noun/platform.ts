import type { PlatformStore } from '@rolecall/core/store/platform'

import { byId } from '../in-order.ts'
import type { MemoryDatabase } from '../memory-database.ts'

/** A use is noted at most once a minute, in milliseconds. */
const touchInterval = 60_000

export function createPlatformStore({ run, tables }: MemoryDatabase): PlatformStore {
  const touched = new Map<string, number>()
  return {
    findKey: async (id) => tables().platformKeys.get('', id),
    listKeys: async () => tables().platformKeys.all().toSorted(byId),
    insertKey: (key, event) =>
      run(async (writing) =>
        writing.write(({ platformEvents, platformKeys }) => {
          platformKeys.put('', key.id, key)
          platformEvents.put('', event.id, event)
        }),
      ),
    revokeKey: (id, event) =>
      run(async (writing) => {
        const ended = writing.change(({ platformEvents, platformKeys }) => {
          const key = platformKeys.get('', id)
          if (key === undefined || key.revokedAt !== null) return []
          platformKeys.put('', id, { ...key, revokedAt: event.time })
          platformEvents.put('', event.id, event)
          return [key]
        })
        return ended.length > 0
      }),
    touchKey(id, now) {
      const time = Date.parse(now)
      if (time - (touched.get(id) ?? 0) < touchInterval) return
      touched.set(id, time)
      const noting = run(async (writing) =>
        writing.write(({ platformKeys }) => {
          const key = platformKeys.get('', id)
          if (key !== undefined) platformKeys.put('', id, { ...key, lastUsedAt: now })
        }),
      )
      noting.catch(() => {})
    },
    listEvents: async ({ after, limit }) =>
      tables()
        .platformEvents.all()
        .toSorted(byId)
        .toReversed()
        .filter(({ id }) => after === null || id < after)
        .slice(0, limit),
  }
}
