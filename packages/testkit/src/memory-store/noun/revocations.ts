import type { RevocationReader, RevocationWriter } from '@rolecall/core/store/revocations'

import type { Reading, Writing } from '../reading.ts'

export function createRevocationReader({ organizationId, tables }: Reading): RevocationReader {
  return {
    async count(since) {
      const counted = tables()
        .revocations.rows(organizationId)
        .filter(({ revokedAt }) => revokedAt > since)
      return counted.reduce((sum, { revoked }) => sum + revoked, 0)
    },
  }
}

export function createRevocationWriter({ now, organizationId, revision, writing }: Writing): RevocationWriter {
  return {
    async add(revoked, forgetBefore) {
      writing.write(({ revocations }) => {
        const old = revocations.rows(organizationId).filter(({ revokedAt }) => revokedAt <= forgetBefore)
        for (const row of old) revocations.delete(organizationId, String(row.revision))
        const known = revocations.get(organizationId, String(revision))
        const row = { revokedAt: now, ...known, revision, revoked: (known?.revoked ?? 0) + revoked }
        revocations.put(organizationId, String(revision), row)
      })
    },
  }
}
