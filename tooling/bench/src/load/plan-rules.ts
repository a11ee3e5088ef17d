import { groupName, largestGroup, toAttributes } from './huge-directory.ts'

const department = 'user.urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department'
const departments = 50
const teams = 20

/**
 * A mapping of so many rules: entries that name a group, and rules over attributes. Of the latter most compare department,
 * title and `userName` with a text, and every 50th is one that no index can find: it may hold for anybody.
 */
export function toPlanMapping(rules: number, overAttributes: number): string {
  const entries = Array.from({ length: rules - overAttributes }, (_, index) => {
    const group = groupName(largestGroup - index)
    return `  - { scimGroup: ${group}, type: teamMemberRole, teamId: ${toTeam(index)}, teamMemberRole: Steward }`
  })
  const conditions = Array.from({ length: overAttributes }, (_, index) => {
    const when = `when: '${toCondition(index)}'`
    return `  - { id: rule-${index}, ${when}, grant: [{ type: teamMemberRole, teamId: ${toTeam(index)}, teamMemberRole: Editor }] }`
  })
  return `scimGroupMappings:\n${entries.join('\n')}\nroleRules:\n${conditions.join('\n')}\n`
}

function toTeam(index: number): string {
  return `team-${index % teams}`
}

/** Written for the attributes of the `index`-th person, so that there is somebody for each. */
function toCondition(index: number): string {
  const person = toAttributes(index)
  if (index < departments) return `${department} eq "${person.department}"`
  switch (index % 10) {
    case 0:
      return index % 50 === 0 ? `user.userName co "person.${index}${index}@"` : `user.title eq "${person.title}"`
    case 1:
    case 2:
      return `user.title eq "${person.title}"`
    case 3:
    case 4:
    case 5:
      return `user.userName eq "${person.userName}"`
    default:
      return `user.active eq true and ${department} eq "${person.department}" and user.title eq "${person.title}"`
  }
}
