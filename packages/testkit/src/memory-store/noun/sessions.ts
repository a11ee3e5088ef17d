import type { SessionStore, SessionWriter } from '@rolecall/core/store/sessions'

import { requireFound, requireUnique } from '../constraints.ts'
import type { MemoryDatabase } from '../memory-database.ts'
import type { Writing } from '../reading.ts'
import type { Tables } from '../tables.ts'

/** A session belongs to a key as it was at sign-in: the same id and the same hash. */
export function createSessionStore({ tables }: MemoryDatabase): SessionStore {
  return {
    async find(wanted, now) {
      const session = findSession(tables(), wanted)
      if (session === undefined || session.expiresAt <= now) return undefined
      const key = tables().keys.get(session.organizationId, session.keyId)
      return key?.hash === session.keyHash ? { key, expiresAt: session.expiresAt } : undefined
    },
  }
}

export function createSessionWriter({ organizationId, writing }: Writing): SessionWriter {
  return {
    async insert(session) {
      writing.write((open) => {
        const ended = open.sessions.rows(organizationId).filter(({ expiresAt }) => expiresAt <= session.created)
        for (const { hash } of ended) open.sessions.delete(organizationId, hash)
        requireUnique(findSession(open, session.hash) !== undefined, 'sessions.hash')
        requireFound(open.keys.get(organizationId, session.keyId), 'sessions.organization_id, sessions.key_id')
        open.sessions.put(organizationId, session.hash, session)
      })
    },
    async delete(hash) {
      const ended = writing.change(({ sessions }) => {
        const session = sessions.get(organizationId, hash)
        if (session === undefined) return []
        sessions.delete(organizationId, hash)
        return [session]
      })
      return ended.length > 0
    },
  }
}

function findSession({ sessions }: Tables, wanted: string) {
  return sessions.find(({ hash }) => hash === wanted)
}
