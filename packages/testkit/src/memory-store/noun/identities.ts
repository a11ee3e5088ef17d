import type { Identity } from '@rolecall/core/directory/sso-connection'
import type { IdentityReader, IdentityWriter } from '@rolecall/core/store/identities'

import { requireFound } from '../constraints.ts'
import { byText } from '../in-order.ts'
import type { Reading, Writing } from '../reading.ts'
import { keyOf } from '../table.ts'

export function identityKey({ connectionId, userId }: Identity): string {
  return keyOf(userId, connectionId)
}

const inOrder = byText<Identity>(
  ({ userId }) => userId,
  ({ connectionId }) => connectionId,
)

export function createIdentityReader({ organizationId, tables }: Reading): IdentityReader {
  const where = (condition: (identity: Identity) => boolean): Identity[] =>
    tables().identities.rows(organizationId).filter(condition).toSorted(inOrder)
  return {
    ofUsers: async (userIds) => where(({ userId }) => userIds.includes(userId)),
    findBySubject: async (connectionIds, wanted) =>
      where(({ connectionId, subject }) => subject === wanted && connectionIds.includes(connectionId)),
  }
}

export function createIdentityWriter({ organizationId, writing }: Writing): IdentityWriter {
  return {
    async put(given) {
      for (const { connectionId, subject, userId } of given) {
        writing.write(({ identities, users }) => {
          requireFound(users.get(organizationId, userId), 'identities.organization_id, identities.user_id')
          const row = { userId, connectionId, subject }
          identities.put(organizationId, identityKey(row), row)
        })
      }
    },
    async delete(given) {
      for (const identity of given) {
        writing.write(({ identities }) => identities.delete(organizationId, identityKey(identity)))
      }
    },
  }
}
