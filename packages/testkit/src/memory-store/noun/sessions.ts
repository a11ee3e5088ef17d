import type { SessionStore } from '@rolecall/core/store/sessions'

import { requireFound, requireUnique } from '../constraints.ts'
import type { MemoryDatabase } from '../memory-database.ts'
import type { Tables } from '../tables.ts'

/** A session belongs to a key as it was at sign-in: the same id and the same hash. */
export function createSessionStore({ run, tables }: MemoryDatabase): SessionStore {
  return {
    async find(wanted, now) {
      const session = findSession(tables(), wanted)
      if (session === undefined || session.expiresAt <= now) return undefined
      const key = tables().keys.get(session.organizationId, session.keyId)
      return key?.hash === session.keyHash ? { key, expiresAt: session.expiresAt } : undefined
    },
    insert: (session) =>
      run(async (writing) =>
        writing.write((open) => {
          const ended = open.sessions.all().filter(({ expiresAt }) => expiresAt <= session.created)
          for (const { hash, organizationId } of ended) open.sessions.delete(organizationId, hash)
          requireUnique(findSession(open, session.hash) !== undefined, 'sessions.hash')
          requireFound(
            open.keys.get(session.organizationId, session.keyId),
            'sessions.organization_id, sessions.key_id',
          )
          open.sessions.put(session.organizationId, session.hash, session)
        }),
      ),
    delete: (hash) =>
      run(async (writing) =>
        writing.write((open) => {
          const session = findSession(open, hash)
          if (session !== undefined) open.sessions.delete(session.organizationId, hash)
        }),
      ),
  }
}

function findSession({ sessions }: Tables, wanted: string) {
  return sessions.all().find(({ hash }) => hash === wanted)
}
