import type { Verification } from '../directory/verification.ts'
import { verifyDirectory } from '../operation/verify-directory.ts'
import type { JobHandler } from './job-handler.ts'

const minute = 60 * 1_000

/** How often derived rows are held against the facts, and who hears of it. */
export interface VerificationSchedule {
  readonly everyMs: number
  readonly onVerified: (organizationId: string, verification: Verification) => void
}

/** Computes what every organization's mapping gives from the facts, and compares it with what is stored. */
export function verifyDirectoryJob({ everyMs, onVerified }: VerificationSchedule): JobHandler {
  return {
    kind: 'verify-directory',
    every: everyMs,
    // Not while a server has just started and a provider may send its first thousands.
    firstAfter: 10 * minute,
    async run(context) {
      onVerified(context.organizationId, await verifyDirectory(context))
    },
  }
}
