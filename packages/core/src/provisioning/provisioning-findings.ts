import type { ReconciledDecision } from '../roles/reconcile.ts'
import type { Assignment } from '../plugin/assignment.ts'

/** The source of findings about how a user was provisioned, beside those of the rules. */
const source = 'provisioning'

/**
 * Adds the finding `active-missing` to a decision: a user whose provider never says `active` counts as
 * active (such clients deprovision by DELETE). It goes as soon as a request names `active`.
 */
export function withProvisioningFindings(
  userId: string,
  request: { readonly operation: 'create' | 'replace' | 'patch'; readonly namesActive: boolean },
  decision: ReconciledDecision,
): ReconciledDecision {
  if (request.operation !== 'create' && !request.namesActive) return decision
  const sections = [...decision.sections, { name: source, effects: new Set(['finding']) }]
  if (request.namesActive) return { ...decision, sections }
  return { ...decision, sections, assignments: [...decision.assignments, activeMissing(userId)] }
}

function activeMissing(userId: string): Assignment {
  return {
    effect: 'finding',
    subject: userId,
    rule: 'active-missing',
    source,
    value: {
      code: 'active-missing',
      message: 'The provider does not send "active"; map it, or remove people by DELETE',
    },
  }
}
