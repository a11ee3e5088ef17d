import { fold } from '@rolecall/core/scim/fold'
import type { GroupEntry, GroupSelector } from './read-entry.ts'

/**
 * The id of an entry's rule, made of what it says: `scimGroupMappings:acme_stewards/marketing/steward`
 * for a team's role, `scimGroupMappings:acme_owners/owner` for one in the organization. Groups, teams and
 * roles are named without regard to case, so the id has all of them folded: two spellings are one rule,
 * and it does not change with the organization's catalogue of roles.
 */
export function toRuleId(section: string, { group, role, team }: GroupEntry): string {
  const parts = team === null ? [role] : [team, role]
  return `${section}:${toGroupPart(group)}/${parts.map(({ text }) => escape(fold(text))).join('/')}`
}

/** No name of a group is empty, so what begins with a `/` is none. */
function toGroupPart({ key, text }: GroupSelector): string {
  if (key === 'scimGroup') return escape(fold(text))
  return key === 'scimGroupId' ? `/id/${escape(text)}` : `/pattern/${escape(text)}`
}

/** A `/` within a name is not one between two. */
export function escape(name: string): string {
  return name.replaceAll('%', '%25').replaceAll('/', '%2F')
}
