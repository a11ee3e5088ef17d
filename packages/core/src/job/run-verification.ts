import { toldReason } from '../change/told-reason.ts'
import type { RuleFailure } from '../directory/rule-failure.ts'
import { toRuleId } from '../directory/rule-id.ts'
import { failedVerification, type VerifyDifference } from '../directory/verification.ts'
import type { OperationServices } from '../change/operation-context.ts'
import { StoreError } from '../store-error.ts'
import { verifyGrants } from './verify-grants.ts'

/** Differences that are kept to be looked at; `rolecall verify` lists all of them. */
const keptExamples = 100

/** Verifies an organization and keeps what came of it; a failure, too. Throws StoreError. */
export async function runVerification(services: OperationServices, organizationId: string): Promise<void> {
  const { now, store } = services
  const verifiedAt = now()
  try {
    const { differences, grants, undecided, users: members } = await verifyGrants(services, organizationId)
    await store.verifications.put(organizationId, {
      verifiedAt,
      durationMs: Math.max(0, Date.parse(now()) - Date.parse(verifiedAt)),
      members,
      grants,
      differences: differences.length,
      examples: [...differences, ...undecided.map(toExample)].slice(0, keptExamples),
      failure: null,
    })
  } catch (error) {
    await store.verifications.put(organizationId, failedVerification(verifiedAt, toldReason(error)))
    if (error instanceof StoreError) throw error
  }
}

function toExample({ reason, rule, source, subject }: RuleFailure): VerifyDifference {
  return { kind: 'undecided', userId: subject, what: `${toRuleId(source, rule)}: ${reason}` }
}
