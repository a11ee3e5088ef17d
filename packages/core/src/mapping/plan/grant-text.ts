import type { Grant, GrantHold, GrantScope } from '../../directory/grant.ts'
import type { GrantTemplate } from '../../directory/plan.ts'

/** A grant of the mapping as `PeopleReader` gives it. */
type GrantRow = readonly [
  scope: string,
  role: string,
  ruleId: string,
  groupId: string,
  mappingVersion: number | null,
  desired: number,
  hold: string | null,
  expiresAt: string | null,
]

/** PostgreSQL has no text for none, SQLite an empty list. */
export function hasNoGrants(text: string): boolean {
  return text === '' || text === '[]'
}

/** Takes the grants of a person apart: without holder and time, for these are not what differs. */
export function parseGrantText(text: string): readonly Grant[] {
  if (hasNoGrants(text)) return []
  return (JSON.parse(text) as readonly GrantRow[]).map(
    ([scope, role, ruleId, groupId, mappingVersion, desired, hold, expiresAt]) =>
      toGrantOf(
        {
          scope: scope as GrantScope,
          role,
          ruleId,
          groupId,
          mappingVersion,
          hold: hold as GrantHold | null,
          expiresAt,
        },
        { userId: '', since: '', desired: desired === 1 },
      ),
  )
}

/** The grant of a template for one person. */
export function toGrantOf(
  template: GrantTemplate,
  { desired = true, since, userId }: { readonly userId: string; readonly since: string; readonly desired?: boolean },
): Grant {
  const { expiresAt, groupId, hold, mappingVersion, role, ruleId, scope } = template
  const stored = { source: 'mapping', desired, holdId: null, since } as const
  return { userId, scope, role, ruleId, groupId, mappingVersion, hold, expiresAt, ...stored }
}

export function toTemplate({ expiresAt, groupId, hold, mappingVersion, role, ruleId, scope }: Grant): GrantTemplate {
  return { scope, role, ruleId, groupId, mappingVersion, hold, expiresAt }
}
