import type { CompiledMapping, RuleTrace, Subject } from '../decider.ts'
import { shownSource, type Grant } from '../directory/grant.ts'
import type { UserRecord } from '../directory/member.ts'
import { judgeGrant, teamKeyOf, type RoleCircumstances } from '../directory/resolve-roles.ts'
import { findRole, rolesOfScope } from '../directory/role-catalogue.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { StoredEvent } from '../plugin/event.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import type { StoreReader } from '../store.ts'
import { isAsked, type AskedRole } from './asked-role.ts'
import { readCircumstances } from '../roles/circumstances.ts'
import { decideSupposed, toSupposedGrants, toSupposedStatements } from './decide-supposed.ts'
import { explainAbsence } from './explain-absence.ts'
import { explainEffects, toGivenEffects } from './explain-effects.ts'
import { explainGrant } from './explain-grant.ts'
import type { FoundRoles } from './explain-past.ts'
import { listEventsOf } from './grants-as-of.ts'
import { toSubjects } from '../roles/to-subjects.ts'
import { shownGrants } from './shown-grants.ts'
import { supposeGroups, type Supposition } from './suppose-groups.ts'
import { toGrantView } from '../organization/view-members.ts'

const allFacts: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/**
 * The grants of a member as they are, or as the same code would decide them if the member were in other
 * groups, and why a role that is asked for is not among them.
 */
export async function explainNow(
  context: OperationContext,
  reader: StoreReader,
  user: UserRecord,
  asked: AskedRole,
  supposition: Supposition,
): Promise<FoundRoles> {
  const state = await reader.getState()
  const { mappingVersion } = state
  const mapping = await context.mappings.get(reader.mappings, context.organizationId, state)
  const policy = await context.mappings.getTeamPolicy(reader.mappings, context.organizationId, state)
  const circumstances = await readCircumstances(reader, context.now(), policy)
  const person = mapping === null ? null : await supposePerson(reader, mapping, user, supposition)
  const traces = person === null ? [] : await person.mapping.explain(person.subject)
  const stored = await reader.grants.list({ userIds: [user.id] })
  const supposed =
    person === null || !supposes(supposition)
      ? null
      : await decideSupposed(context, reader, { ...person, user, supposition })
  const grants = supposed === null ? stored : toSupposedGrants(supposed, stored, circumstances, mappingVersion)
  const events = await listEventsOf(reader, `users/${user.id}`, circumstances.now)
  const explained =
    asked.effect === null ? await explainGrants(reader, user, asked, { grants, traces, events }, circumstances) : []
  const standing = await reader.assignments.list([user.id])
  const given = supposed === null ? standing : toSupposedStatements(supposed, standing, circumstances.now)
  const way = { asked, traces, events, active: user.active }
  const effects = await explainEffects(reader, toGivenEffects(given, circumstances.now), way)
  const effective =
    asked.effect === null ? explained.some((grant) => grant.effective) : effects.some((one) => one.effective)
  const isMember = asked.scope === 'organization' && asked.role === 'member'
  const asksForOne = asked.scope !== null || asked.role !== null || asked.effect !== null
  return {
    active: user.active,
    roles: {
      effective: effective || (isMember && user.active),
      grants: explained,
      effects,
      whyNot:
        effective || person === null || !asksForOne
          ? []
          : await explainAbsence(reader, person.mapping, { user, subject: person.subject }, traces, {
              now: circumstances.now,
              wanted: asked,
            }),
      notes: [...notesOf(user, mapping), ...unknownOf(asked, circumstances)],
    },
  }
}

function supposes({ addGroups, removeGroups }: Supposition): boolean {
  return addGroups.length + removeGroups.length > 0
}

/** The member as the rules see them, and the rules. */
interface AskedPerson {
  readonly mapping: CompiledMapping
  readonly subject: Subject
}

async function supposePerson(
  reader: StoreReader,
  mapping: CompiledMapping,
  user: UserRecord,
  supposition: Supposition,
): Promise<AskedPerson> {
  const [subject] = await toSubjects(reader, mapping, [{ id: user.id, user }], allFacts, 'read')
  return { mapping, subject: await supposeGroups(reader, mapping, user, subject as Subject, supposition) }
}

/** Grants that are to be explained, with what is known of their ways. */
interface ExplainedWays {
  readonly grants: readonly Grant[]
  readonly traces: readonly RuleTrace[]
  readonly events: readonly StoredEvent[]
}

async function explainGrants(
  reader: StoreReader,
  user: UserRecord,
  asked: AskedRole,
  { events, grants, traces }: ExplainedWays,
  circumstances: RoleCircumstances,
) {
  const groups = await reader.groups.findMany(grants.map(({ groupId }) => groupId))
  const names = new Map(groups.map(({ displayName, id }) => [id, displayName]))
  const judged = grants.map((grant) => {
    const { effective, state } = judgeGrant(grant, user.active, circumstances)
    return { ...grant, effective, judged: { grant, state, effective } }
  })
  const shown = shownGrants(judged, circumstances.catalogue)
  const explained = []
  for (const grant of judged.filter((candidate) => isAsked(asked, candidate))) {
    const view = toGrantView(grant.judged, names, circumstances)
    const given = findGiven(events, grant)
    const userId = user.id
    explained.push(await explainGrant(reader, { userId, view, shown: shown.has(grant), traces, given }))
  }
  return explained
}

/** The event that gave a grant that stands. */
function findGiven(events: readonly StoredEvent[], grant: Grant): StoredEvent | undefined {
  return events.findLast(
    ({ data, type }) =>
      type === 'RoleGranted' &&
      data['scope'] === grant.scope &&
      data['role'] === grant.role &&
      data['source'] === shownSource(grant) &&
      (data['rule'] ?? '') === grant.ruleId &&
      (data['groupId'] ?? '') === grant.groupId,
  )
}

/** A team or a role that nobody can have, for there is none of that name. */
function unknownOf({ role, scope, text }: AskedRole, { catalogue, teamIds }: RoleCircumstances): readonly string[] {
  if (scope === null) return []
  const notes: string[] = []
  const team = teamKeyOf(scope)
  if (team !== null && !teamIds.has(team)) notes.push(`There is no team "${text.scope?.slice('team:'.length)}" yet.`)
  const roles = rolesOfScope(scope, catalogue)
  if (role !== null && findRole(roles, role) === undefined) {
    const names = roles.map(({ name }) => name).join(', ')
    notes.push(
      `There is no role "${text.role}" ${team === null ? 'of the organization' : 'in the catalogue of team roles'} (${names}).`,
    )
  }
  return notes
}

function notesOf(user: UserRecord, mapping: CompiledMapping | null): readonly string[] {
  const notes: string[] = []
  if (mapping === null)
    notes.push('The stored mapping does not compile with the plugins of this server: what was decided stays.')
  if (!user.active) notes.push('The member is inactive: no grant is in force until the provider sends active: true.')
  if (!user.provisioned) notes.push('The member was invited by hand, and no provider has sent them yet.')
  return notes
}
