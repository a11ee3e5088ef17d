import type { MappingNode, ReadFields } from '@rolecall/core/plugin/mapping-node'
import { isJsonObject } from '@rolecall/core/scim/resource/resource-data'
import type { Mention } from './written-test.ts'

/** The names of groups, teams and roles in a test that has been read: what has another form has been reported. */
export function findMentions(fields: ReadFields): readonly Mention[] {
  const given = partsOf(fields.get('given'), ['user', 'groups'])
  const forAll = partsOf(fields.get('forAll'), ['inGroups', 'notInGroups', 'user'])
  const groups = [given?.get('groups'), forAll?.get('inGroups'), forAll?.get('notInGroups')]
  return [
    ...groups.flatMap(textsOf).map((text): Mention => ({ kind: 'group', ...text })),
    ...['expect', 'expectNot'].flatMap((key) => ofExpectation(fields.get(key))),
  ]
}

function ofExpectation(node: MappingNode | undefined): readonly Mention[] {
  const fields = partsOf(node, ['organization', 'teams', 'effects'])
  const teams = fields?.get('teams')
  const byTeam = partsOf(teams, Object.keys(isJsonObject(teams?.value) ? teams.value : {})) ?? new Map<string, never>()
  return [
    ...toRoles(fields?.get('organization'), 'organization'),
    ...[...byTeam].flatMap(([name, roles]): readonly Mention[] => [
      { kind: 'team', name, line: roles.line, column: roles.column },
      ...toRoles(roles, `team:${name}`),
    ]),
  ]
}

function toRoles(node: MappingNode | undefined, scope: string): readonly Mention[] {
  return textsOf(node).map((text) => ({ kind: 'role', scope, ...text }))
}

/** Only what is there, without a report. */
function partsOf(node: MappingNode | undefined, known: readonly string[]): ReadFields | undefined {
  if (node === undefined || !isJsonObject(node.value)) return undefined
  return Object.keys(node.value).every((key) => known.includes(key))
    ? node.readFields({ required: [], optional: known })
    : undefined
}

function textsOf(node: MappingNode | undefined) {
  if (node === undefined || !Array.isArray(node.value)) return []
  return node.readList().flatMap((item) => {
    const { column, line, value } = item
    if (typeof value === 'object' || (typeof value === 'string' && value.trim() === '')) return []
    const name = item.readText()
    return name === undefined ? [] : [{ name, line, column }]
  })
}
