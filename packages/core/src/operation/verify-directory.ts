import type { Verification } from '../directory/verification.ts'
import { NotFound } from '../scim/errors.ts'
import { change } from '../step/change-scope.ts'
import type { OperationContext } from './operation-context.ts'

/** Differences that the event names. */
const namedDifferences = 10

/** Verifies the organization beside the requests. What differs is an event: derived rows must be what the facts give. */
export async function verifyDirectory(context: OperationContext): Promise<Verification> {
  const { background, organizationId } = context
  await background.run(context, { kind: 'verify', organizationId })
  const verification = await readVerification(context)
  const { differences, examples } = verification
  if (differences > 0) {
    const named = examples.slice(0, namedDifferences).map((difference) => ({ ...difference }))
    await change(context, async ({ record }) =>
      record('DifferencesFound', 'verification', { differences, examples: named }),
    )
  }
  return verification
}

/** The last verification. Throws NotFound before the first. */
export async function readVerification({ organizationId, store }: OperationContext): Promise<Verification> {
  const verification = await store.verifications.find(organizationId)
  if (verification === undefined) throw new NotFound('The roles of this organization have not been verified yet')
  return verification
}
