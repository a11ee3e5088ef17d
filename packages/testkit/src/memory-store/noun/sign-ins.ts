import type { SignedOut, SignIn, UsedOnce } from '@rolecall/core/directory/sign-in'
import type { SignInStore, SignInWriter } from '@rolecall/core/store/sign-ins'

import { requireFound, requireUnique } from '../constraints.ts'
import type { MemoryDatabase } from '../memory-database.ts'
import type { Writing } from '../reading.ts'
import { keyOf } from '../table.ts'
import type { Tables } from '../tables.ts'

export function usedOnceKey({ connectionId, hash }: Pick<UsedOnce, 'connectionId' | 'hash'>): string {
  return keyOf(connectionId, hash)
}

export function createSignInStore({ tables }: MemoryDatabase): SignInStore {
  return {
    async find(wanted, now) {
      const signIn = findSignIn(tables(), wanted)
      return signIn !== undefined && signIn.expiresAt > now ? signIn : undefined
    },
  }
}

export function createSignInWriter({ organizationId, writing }: Writing): SignInWriter {
  return {
    async insert(signIn) {
      const { connectionId, created, hash, userId } = signIn
      writing.write((open) => {
        for (const ended of open.signIns.rows(organizationId).filter(({ expiresAt }) => expiresAt <= created))
          open.signIns.delete(organizationId, ended.hash)
        requireUnique(findSignIn(open, hash) !== undefined, 'sign_ins.hash')
        requireFound(open.connections.get(organizationId, connectionId), 'sign_ins.connection_id')
        requireFound(open.users.get(organizationId, userId), 'sign_ins.user_id')
        open.signIns.put(organizationId, hash, { ...signIn, organizationId })
      })
    },
    async delete(hash) {
      const ended = writing.change((open) => {
        const signIn = open.signIns.get(organizationId, hash)
        if (signIn !== undefined) open.signIns.delete(organizationId, hash)
        return signIn === undefined ? [] : [signIn]
      })
      return ended.length > 0
    },
    async endOf(wanted) {
      const ended = writing.change(({ signIns }) => {
        const found = signIns.rows(organizationId).filter(({ userId }) => userId === wanted)
        for (const { hash } of found) signIns.delete(organizationId, hash)
        return found
      })
      return ended.length
    },
    async end(signedOut) {
      const all = writing.change((open) => {
        const ended = open.signIns.rows(organizationId).filter((signIn) => isMeant(signIn, signedOut))
        for (const { hash } of ended) open.signIns.delete(organizationId, hash)
        return ended
      })
      return [...all]
    },
    async use(asked) {
      const once = { ...asked, organizationId }
      const added = writing.change((open) => {
        for (const over of open.usedOnce.all().filter(({ expiresAt }) => expiresAt <= once.now))
          open.usedOnce.delete(over.organizationId, usedOnceKey(over))
        requireFound(open.connections.get(organizationId, once.connectionId), 'used_once.connection_id')
        if (open.usedOnce.get(organizationId, usedOnceKey(once)) !== undefined) return []
        open.usedOnce.put(organizationId, usedOnceKey(once), once)
        return [once]
      })
      return added.length > 0
    },
  }
}

function findSignIn({ signIns }: Tables, wanted: string): SignIn | undefined {
  return signIns.find(({ hash }) => hash === wanted)
}

function isMeant(signIn: SignIn, { connectionId, tokenSession, tokenSubject }: SignedOut): boolean {
  return (
    signIn.connectionId === connectionId &&
    (tokenSubject === null || signIn.tokenSubject === tokenSubject) &&
    (tokenSession === null || signIn.tokenSession === tokenSession)
  )
}
