import type { Nobodies } from '@rolecall/core/store/members'

import { ok, skipped, warning, type CheckResult } from './check-result.ts'

/** A finding about users as the store counts it. */
export interface CountedFinding {
  readonly value: { readonly [name: string]: unknown }
  readonly count: number
}

/** What to change at the provider, by the code of a finding. */
const advices: Readonly<Record<string, string>> = {
  'external-id-not-object-id':
    'In Entra map externalId from objectId, then restart provisioning: sign-in is matched by it (docs/entra.md, step 4).',
  'empty-value':
    'Map the attribute at the provider, or ask for it in the rule (user.department pr): nobody without it gets anything by the rule.',
  'unknown-value': 'Map to a role that there is, or let the rule ask for the values that it knows.',
  'unknown-provider-value':
    'Assign at the provider what there is (rolecall log --left-out, or the person in the console, name the values), or add an entry to providerRoles.',
  'unknown-team':
    'Make the team, let createMissing make it, or mend the value: a role waits for a team that an attribute or the name of a group says and nobody has made.',
  'external-id-shared':
    'Map externalId from what nobody else has: in Entra objectId (its default is mailNickname). Nobody who shares it can sign in by it; the check list of the console names some.',
  'left-out':
    'See what: rolecall log --left-out, or the person in the console. Take it out of the attribute mapping, or declare it (docs/schemas.md).',
  'user-name-not-email': 'Map userName from mail (in Entra: user.mail), or from another attribute that is an address.',
  'active-missing':
    'Map active: in Entra by Switch([IsSoftDeleted], , "False", "True", "True", "False"). Without it nobody is deactivated.',
}

/** Whether the attribute mapping at the provider is as it should be, by what has arrived. */
export function judgeFindings(
  findings: readonly CountedFinding[],
  members: number,
  organization: string,
): readonly CheckResult[] {
  if (members === 0) return [{ ...skipped('attributes', 'nobody has been provisioned yet'), organization }]
  const warnings = warn(findings, `${members} members`, organization)
  return warnings.length > 0 ? warnings : [ok('attributes', `nothing odd about ${members} members`, organization)]
}

/** The same for groups, of which nothing is said where nothing is odd. */
export function judgeGroupFindings(
  findings: readonly CountedFinding[],
  groups: number,
  organization: string,
): readonly CheckResult[] {
  return warn(findings, `${groups} groups`, organization)
}

/** Members of groups that stand for nobody: sent before their person, or groups. */
export function judgeNobodies({ nested, unresolved }: Nobodies, organization: string): readonly CheckResult[] {
  const found: [what: string, advice: string][] = []
  if (unresolved > 0) {
    const what = `unresolved-members: ${unresolved} members of groups are nobody here`
    found.push([what, 'They get nothing. Assign the people themselves to the application.'])
  }
  if (nested > 0) {
    const what = `nested-group: ${nested} members of groups are groups`
    found.push([what, 'They give nothing. Assign their people themselves: groups within groups are not expanded.'])
  }
  return found.map(([what, advice]) => warning('attributes', what, advice, organization))
}

function warn(findings: readonly CountedFinding[], all: string, organization: string): readonly CheckResult[] {
  const counts = new Map<string, { count: number; message: string }>()
  for (const { count, value } of findings) {
    const code = String(value['code'])
    const known = counts.get(code)
    if (known === undefined) counts.set(code, { count, message: String(value['message'] ?? code) })
    else known.count += count
  }
  return [...counts].map(([code, { count, message }]) =>
    warning('attributes', `${code} at ${count} of ${all}`, advices[code] ?? message, organization),
  )
}
