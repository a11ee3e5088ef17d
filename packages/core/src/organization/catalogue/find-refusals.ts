import type { ChangeScope } from '../../change/operation-context.ts'
import type { CatalogueDifference, CatalogueRefusal, MappingEntry } from '../../directory/catalogue-plan.ts'
import { toRuleId } from '../../directory/rule-id.ts'
import { isBeyondBrake } from '../../roles/brake.ts'
import { fold } from '../../scim/fold.ts'
import { findGivenRoles } from '../find-given-roles.ts'
import { findDroppedRoles } from '../team-roles.ts'
import type { StandingCatalogue } from './compare-catalogue.ts'
import type { WantedCatalogue } from './wanted-catalogue.ts'

/** So many names and entries are in a sentence. */
const named = 10

/** What the mapping says of teams and roles that are to go: it is asked before they do. */
export async function findMentions(
  { mapping, tx }: ChangeScope,
  { roles, teams }: CatalogueDifference,
): Promise<readonly CatalogueRefusal[]> {
  const names = {
    teams: new Set(teams.removed.map(({ key }) => key)),
    roles: new Set(roles.removed.map(({ name }) => fold(name))),
  }
  if (names.teams.size === 0 && names.roles.size === 0) return []
  const found = mapping?.findNaming(names) ?? []
  const lines = new Map(mapping?.rules.map((rule) => [toRuleId(rule.section, rule.id), rule.line]))
  const scopes = [...names.teams].map((key) => `team:${key}` as const)
  const given = scopes.length === 0 ? [] : await tx.grants.list({ scopes, source: 'mapping' })
  const giving = new Map<string, MappingEntry>()
  const ids = new Map(teams.removed.map(({ id, key }) => [`team:${key}`, id]))
  for (const { ruleId, scope } of given) {
    const entry = { line: lines.get(ruleId) ?? 0, text: ruleId, names: ids.get(scope) ?? scope }
    giving.set(JSON.stringify([ruleId, scope]), entry)
  }
  const toEntries = (kind: 'team' | 'role') =>
    found.filter((one) => one.kind === kind).map(({ line, name, text }) => ({ line, text, names: name }))
  const ofTeams = inOrder([...toEntries('team'), ...withoutRepeated([...giving.values()], toEntries('team'))])
  const ofRoles = inOrder(toEntries('role'))
  return [
    ...mention('TEAM_IN_MAPPING', 'teams that are removed; what it gives there waits until they are back', ofTeams),
    ...mention('ROLE_IN_MAPPING', 'team roles that are removed; what it gives waits until they are back', ofRoles),
  ]
}

function withoutRepeated(entries: readonly MappingEntry[], known: readonly MappingEntry[]): readonly MappingEntry[] {
  const keys = new Set(known.map(({ line, names }) => `${line} ${fold(names)}`))
  return entries.filter(({ line, names }) => !keys.has(`${line} ${fold(names)}`))
}

function inOrder(entries: readonly MappingEntry[]): readonly MappingEntry[] {
  return entries.toSorted((a, b) => a.line - b.line || (a.names < b.names ? -1 : 1))
}

function mention(
  code: 'TEAM_IN_MAPPING' | 'ROLE_IN_MAPPING',
  what: string,
  entries: readonly MappingEntry[],
): readonly CatalogueRefusal[] {
  if (entries.length === 0) return []
  const shown = entries.slice(0, named).map(({ line, names, text }) => `${names} in line ${line} (${text})`)
  const more = entries.length > named ? `, and ${entries.length - named} more` : ''
  const detail = `The mapping names ${what}: ${shown.join(', ')}${more}. Change the mapping first, or confirm`
  return [{ code, detail, confirmable: true, entries }]
}

/** What else is in the way; `lost` is how many roles are taken away. */
export async function findRefusals(
  scope: ChangeScope,
  standing: StandingCatalogue,
  wanted: WantedCatalogue,
  lost: number,
): Promise<readonly CatalogueRefusal[]> {
  return [
    await findDroppedRoles(scope, standing.roles, wanted.roles),
    findGivenRoles(scope, standing.roles, wanted.roles),
    standing.teams.length > 0 && wanted.teams.size === 0 ? toRefusal('EMPTY_TEAMS', emptied) : null,
    (await isBeyondBrake(scope, lost))
      ? toRefusal(
          'BRAKE',
          `${lost} roles are more than the limits of the mapping let go at once. Confirm to take them away`,
        )
      : null,
  ].filter((refusal) => refusal !== null)
}

const emptied = 'The set has no team, and the organization has some: every role in a team would go. Confirm it'

function toRefusal(code: CatalogueRefusal['code'], detail: string): CatalogueRefusal {
  return { code, detail, confirmable: true, entries: [] }
}
