import type { RevocationReader, RevocationWriter } from '@rolecall/core/store/revocations'

import { toNumber } from '../decode.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'

export function createRevocationReader(statements: Statements, organizationId: string): RevocationReader {
  return {
    async count(since) {
      const [row] = await statements.all(
        'SELECT COALESCE(SUM(revoked), 0) AS revoked FROM revocations WHERE organization_id = ? AND revoked_at > ?',
        [organizationId, since],
      )
      return toNumber(row ?? {}, 'revoked')
    },
  }
}

export function createRevocationWriter(
  statements: WritingStatements,
  organizationId: string,
  { now, revision }: { readonly now: string; readonly revision: number },
): RevocationWriter {
  return {
    async add(revoked, forgetBefore) {
      await statements.write(
        'DELETE FROM revocations WHERE organization_id = ? AND revoked_at <= ? RETURNING revision',
        [organizationId, forgetBefore],
      )
      await statements.write(
        `INSERT INTO revocations (organization_id, revision, revoked_at, revoked)
         VALUES (?, CAST(? AS bigint), ?, CAST(? AS integer))
         ON CONFLICT (organization_id, revision) DO UPDATE SET revoked = revocations.revoked + excluded.revoked`,
        [organizationId, revision, now, revoked],
      )
    },
  }
}
