import type { AccessToken, OauthClient, TokenBearer } from '@rolecall/core/directory/oauth-client'
import type { ClientReader, ClientStore, ClientWriter } from '@rolecall/core/store/clients'

import { requireFound, requireUnique } from '../constraints.ts'
import { byId } from '../in-order.ts'
import type { MemoryDatabase } from '../memory-database.ts'
import type { Reading, Writing } from '../reading.ts'
import { keyOf } from '../table.ts'
import type { Tables } from '../tables.ts'

/** A refusal is noted at most once in that time for each client. */
const refusalInterval = 10_000

/** A use is noted at most once in that time for each credential. */
const useInterval = 60_000

export function createClientStore({ run, tables }: MemoryDatabase): ClientStore {
  const noted = new Map<string, number>()
  return {
    async find(id) {
      const key = tables().keys.find((one) => one.id === id)
      return key && findClient(tables(), key.organizationId, id)
    },
    listCredentials: async (wanted) =>
      tables()
        .credentials.all()
        .filter(({ clientId }) => clientId === wanted)
        .toSorted(byId),
    issue: (token, assertion) =>
      run(async (writing) => {
        const { created, credentialId, hash, organizationId } = token
        if (assertion !== null) {
          const key = keyOf(credentialId, assertion.hash)
          const added = writing.change((open) => {
            const known = open.usedAssertions.get(organizationId, key)
            if (known !== undefined && known.expiresAt > created) return []
            open.usedAssertions.put(organizationId, key, assertion)
            return [key]
          })
          if (added.length === 0) return false
        }
        writing.write((open) => {
          for (const ended of open.accessTokens.all().filter(({ expiresAt }) => expiresAt <= created))
            open.accessTokens.delete(ended.organizationId, ended.hash)
          requireUnique(findToken(open, hash) !== undefined, 'access_tokens.hash')
          const credential = open.credentials.get(organizationId, credentialId)
          requireFound(credential, 'access_tokens.organization_id, access_tokens.credential_id')
          open.accessTokens.put(organizationId, hash, token)
          const since = Math.abs(Date.parse(created) - Date.parse(credential?.lastUsedAt ?? '1970-01-01T00:00:00Z'))
          if (credential !== undefined && since >= useInterval)
            open.credentials.put(organizationId, credentialId, { ...credential, lastUsedAt: created })
        })
        return true
      }),
    findBearer: async (hash) => toBearer(tables(), findToken(tables(), hash)),
    noteRefusal(clientId, now, reason) {
      const time = Date.parse(now)
      if (time - (noted.get(clientId) ?? 0) < refusalInterval) return
      noted.set(clientId, time)
      const noting = run(async (writing) =>
        writing.write((open) => {
          const key = open.keys.find(({ id }) => id === clientId)
          const client = key && open.clients.get(key.organizationId, clientId)
          if (key !== undefined && client !== undefined)
            open.clients.put(key.organizationId, clientId, { ...client, lastRefusal: { at: now, reason } })
        }),
      )
      noting.catch(() => {})
    },
  }
}

export function createClientReader({ organizationId, tables }: Reading): ClientReader {
  return {
    list: async () =>
      tables()
        .keys.rows(organizationId)
        .flatMap(({ id }) => findClient(tables(), organizationId, id) ?? [])
        .toSorted((one, other) => byId(one.key, other.key)),
    find: async (id) => findClient(tables(), organizationId, id),
    findBearer: async (hash) => toBearer(tables(), tables().accessTokens.get(organizationId, hash)),
    listCredentials: async () => tables().credentials.rows(organizationId).toSorted(byId),
  }
}

export function createClientWriter({ organizationId, writing }: Writing): ClientWriter {
  return {
    async insert({ key, lastRefusal, tokenLifetime }) {
      writing.write((open) => {
        requireFound(open.keys.get(organizationId, key.id), 'oauth_clients.organization_id, oauth_clients.id')
        open.clients.put(organizationId, key.id, { tokenLifetime, lastRefusal })
      })
    },
    async delete(id) {
      writing.write(({ accessTokens, clients, credentials, keys }) => {
        if (keys.get(organizationId, id)?.kind !== 'client') return
        for (const token of accessTokens.rows(organizationId).filter(({ clientId }) => clientId === id))
          accessTokens.delete(organizationId, token.hash)
        for (const credential of credentials.rows(organizationId).filter(({ clientId }) => clientId === id))
          credentials.delete(organizationId, credential.id)
        clients.delete(organizationId, id)
        keys.delete(organizationId, id)
      })
    },
    async setTokenLifetime(id, tokenLifetime) {
      writing.write(({ clients }) => {
        const client = clients.get(organizationId, id)
        if (client !== undefined) clients.put(organizationId, id, { ...client, tokenLifetime })
      })
    },
    async insertCredential(credential) {
      writing.write(({ credentials, keys }) => {
        requireFound(keys.get(organizationId, credential.clientId), 'client_credentials.client_id')
        requireUnique(credentials.get(organizationId, credential.id) !== undefined, 'client_credentials.id')
        credentials.put(organizationId, credential.id, credential)
      })
    },
    async revokeCredential(id, revokedAt) {
      writing.write(({ credentials }) => {
        const credential = credentials.get(organizationId, id)
        if (credential !== undefined) credentials.put(organizationId, id, { ...credential, revokedAt })
      })
    },
  }
}

function findClient({ clients, keys }: Tables, organizationId: string, id: string): OauthClient | undefined {
  const client = clients.get(organizationId, id)
  const key = keys.get(organizationId, id)
  return client === undefined || key === undefined ? undefined : { key, ...client }
}

function toBearer({ credentials, keys }: Tables, token: AccessToken | undefined): TokenBearer | undefined {
  if (token === undefined) return undefined
  const { clientId, credentialId, expiresAt, organizationId } = token
  const key = keys.get(organizationId, clientId)
  const credential = credentials.get(organizationId, credentialId)
  if (key === undefined || credential === undefined) return undefined
  return { key, credential: { expiresAt: credential.expiresAt, revokedAt: credential.revokedAt }, expiresAt }
}

function findToken({ accessTokens }: Tables, wanted: string) {
  return accessTokens.find(({ hash }) => hash === wanted)
}
