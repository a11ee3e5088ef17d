import { change } from '../change/change.ts'
import { recordEvents } from '../change/record-events.ts'
import type { JobHandler } from '../change/job-handler.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { Verification } from '../directory/verification.ts'
import { NotFound } from '../scim/errors.ts'

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

/** Differences that the event names. */
const namedDifferences = 10

/** Verifies the organization beside the requests. What differs is an event: derived rows must be what the facts give. */
export async function verifyDirectory(context: OperationContext): Promise<Verification> {
  const { background, organizationId } = context
  await background.run(context, { kind: 'verify', organizationId })
  const verification = await readVerification(context)
  const { differences, examples, failure, grants, members } = verification
  const named = examples.slice(0, namedDifferences).map((difference) => ({ ...difference }))
  const found = { type: 'DifferencesFound', subject: 'verification', data: { differences, examples: named } } as const
  const data = { members, grants, differences, failure }
  const verified = { type: 'DirectoryVerified', subject: 'verification', data } as const
  const told = context.cause.kind === 'job' ? [] : [verified]
  if (differences > 0) {
    await change(context, async ({ record }) => {
      for (const event of [found, ...told]) record(event.type, event.subject, event.data)
    })
  } else if (told.length > 0) {
    await recordEvents(context, organizationId, context.cause, told)
  }
  return verification
}

/** The last verification. Throws NotFound before the first. */
export async function readVerification({ organizationId, store }: OperationContext): Promise<Verification> {
  const verification = await store.verifications.find(organizationId)
  if (verification === undefined) throw new NotFound('The roles of this organization have not been verified yet')
  return verification
}
