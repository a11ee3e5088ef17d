import type { Verification } from '@rolecall/core/directory/verification'
import type { VerificationStore } from '@rolecall/core/store/verifications'

import { toJson, toNumber, toOptionalText, toText } from '../decode.ts'
import type { Statements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'
import type { RunWrite } from './organizations.ts'

const columns = ['verified_at', 'duration_ms', 'members', 'grants', 'differences', 'examples', 'failure'] as const

type VerificationRow = RowOf<'verifications', (typeof columns)[number]>

/** What came of a verification is no part of the directory: writing it raises no revision. */
export function createVerificationStore(statements: Statements, write: RunWrite): VerificationStore {
  return {
    async find(organizationId) {
      const sql = `SELECT ${columns.join(', ')} FROM verifications WHERE organization_id = ?`
      const [row] = await statements.all<VerificationRow>(sql, [organizationId])
      return row && toVerification(row)
    },
    async put(organizationId, { differences, durationMs, examples, failure, grants, members, verifiedAt }) {
      await write((writing) =>
        writing.write(
          `INSERT INTO verifications (organization_id, ${columns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (organization_id) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
          [organizationId, verifiedAt, durationMs, members, grants, differences, JSON.stringify(examples), failure],
        ),
      )
    },
    async summarize() {
      const [row = {}] = await statements.all(
        `SELECT MIN(verified_at) AS oldest, COALESCE(MAX(duration_ms), 0) AS longest,
         CAST(COALESCE(SUM(differences), 0) AS bigint) AS differences, COUNT(failure) AS failures FROM verifications`,
        [],
      )
      return {
        oldest: toOptionalText(row, 'oldest'),
        longestMs: toNumber(row, 'longest'),
        differences: toNumber(row, 'differences'),
        failures: toNumber(row, 'failures'),
      }
    },
  }
}

function toVerification(row: VerificationRow): Verification {
  return {
    verifiedAt: toText(row, 'verified_at'),
    durationMs: toNumber(row, 'duration_ms'),
    members: toNumber(row, 'members'),
    grants: toNumber(row, 'grants'),
    differences: toNumber(row, 'differences'),
    examples: toJson(row, 'examples') as Verification['examples'],
    failure: toOptionalText(row, 'failure'),
  }
}
