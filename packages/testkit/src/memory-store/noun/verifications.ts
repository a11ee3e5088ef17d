import type { VerificationStore } from '@rolecall/core/store/verifications'

import { requireFound } from '../constraints.ts'
import { distinct } from '../in-order.ts'
import type { MemoryDatabase } from '../memory-database.ts'

export function createVerificationStore({ run, tables }: MemoryDatabase): VerificationStore {
  return {
    find: async (organizationId) => tables().verifications.get(organizationId, ''),
    put: (organizationId, verification) =>
      run(async (writing) =>
        writing.write(({ organizations, verifications }) => {
          requireFound(organizations.get(organizationId, ''), 'verifications.organization_id')
          verifications.put(organizationId, '', verification)
        }),
      ),
    async summarize() {
      const all = tables().verifications.all()
      return {
        oldest: distinct(all.map(({ verifiedAt }) => verifiedAt))[0] ?? null,
        longestMs: Math.max(0, ...all.map(({ durationMs }) => durationMs)),
        differences: all.reduce((sum, { differences }) => sum + differences, 0),
        failures: all.filter(({ failure }) => failure !== null).length,
      }
    },
  }
}
