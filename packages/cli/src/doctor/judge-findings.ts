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
  const counts = new Map<string, { count: number; message: string }>()
  for (const { count, value } of findings) {
    const code = String(value['code'])
    const known = counts.get(code)
    if (known === undefined) counts.set(code, { count, message: String(value['message'] ?? code) })
    else known.count += count
  }
  if (counts.size === 0) return [ok('attributes', `nothing odd about ${members} members`, organization)]
  return [...counts].map(([code, { count, message }]) =>
    warning('attributes', `${code} at ${count} of ${members} members`, advices[code] ?? message, organization),
  )
}
