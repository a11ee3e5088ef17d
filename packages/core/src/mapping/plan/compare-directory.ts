import type { CompiledMapping, Decision, SubjectGroup } from '../../decider.ts'
import type { BrakeLimits } from '../../directory/brake.ts'
import type { GroupRecord } from '../../directory/member.ts'
import type { RoleCircumstances } from '../../directory/resolve-roles.ts'
import { askHooks, type HookSurroundings } from '../../roles/ask-hooks.ts'
import type { ResourceData } from '../../scim/resource/resource-data.ts'
import type { StoreReader } from '../../store.ts'
import { pagesById } from '../../store/pages-of.ts'
import type { Person, PersonParts } from '../../store/people.ts'
import { createPeopleDecider, granting, isByGroupsAlone } from './decide-people.ts'
import { compareStatements, statingSections } from './compare-statements.ts'
import { planBindings, type PlannedBindings } from './plan-bindings.ts'
import type { LineTemplate, PlanProgress, StoredLine } from '../../directory/plan.ts'
import { toFailedLine } from './to-failed-line.ts'
import { createReasons } from './reasons.ts'
import { toWholeGroup } from './to-whole-group.ts'
import { createSubjectReader } from './subject-reader.ts'

/** What a mapping is held against a directory with. */
export interface DirectoryComparison {
  readonly reader: StoreReader
  readonly mapping: CompiledMapping
  /** The current mapping; `null` where it no longer compiles. */
  readonly previous: CompiledMapping | null
  /** The version that new grants are of. */
  readonly mappingVersion: number
  readonly circumstances: RoleCircumstances
  /** The stricter of the limits in force and of those of the mapping; `null` where neither has any. */
  readonly limits: BrakeLimits | null
  /** What hooks are asked with; `null` where no plugin decides by hook. */
  readonly hooks: HookSurroundings | null
}

/** How a directory differs from what a mapping says. */
export interface DirectoryDifference {
  readonly bindings: PlannedBindings
  readonly templates: readonly LineTemplate[]
  readonly lines: readonly StoredLine[]
  readonly members: number
  /** Every group, as the mapping would know it. */
  readonly listGroups: () => readonly SubjectGroup[]
}

/** People that are read and decided at a time. */
const pageSize = 5_000

/** Holds everybody against the mapping, in pages. */
export async function compareDirectory(
  comparison: DirectoryComparison,
  report: (progress: PlanProgress) => Promise<void> = () => Promise.resolve(),
): Promise<DirectoryDifference> {
  const { reader } = comparison
  const total = await reader.users.total()
  const comparer = await createComparer(comparison)
  let done = 0
  for await (const people of pagesById((page) => reader.people.page(page, comparer.parts), pageSize)) {
    await comparer.add(people)
    done += people.length
    await report({ done, total: Math.max(done, total) })
  }
  return { ...comparer.result(), members: done }
}

/** Holds some people against the mapping. */
export async function comparePeople(
  comparison: DirectoryComparison,
  userIds: readonly string[],
): Promise<DirectoryDifference> {
  const comparer = await createComparer(comparison)
  for (let start = 0; start < userIds.length; start += pageSize) {
    await comparer.add(await comparison.reader.people.findMany(userIds.slice(start, start + pageSize), comparer.parts))
  }
  return { ...comparer.result(), members: userIds.length }
}

interface Comparer {
  readonly parts: PersonParts
  add(people: readonly Person[]): Promise<void>
  result(): Omit<DirectoryDifference, 'members'>
}

async function createComparer(comparison: DirectoryComparison): Promise<Comparer> {
  const { circumstances, hooks, mapping, mappingVersion, previous, reader } = comparison
  const bindings = await planBindings(reader, mapping)
  const sections = statingSections(previous, mapping)
  const states = sections.size > 0 || hooks !== null
  const groups = mapping.groupScope === 'all' ? await readGroups(reader) : new Map<string, GroupRecord>()
  const names = await reader.groups.listNames()
  const subjects = createSubjectReader(mapping, bindings, groups)
  const reasons = createReasons(mapping, names)
  const { suspects } = bindings
  const decider = createPeopleDecider({
    mapping,
    mappingVersion,
    circumstances,
    subjects,
    suspects,
    reasons,
    hooks,
  })
  const lines: StoredLine[] = []
  const roleSections = granting(mapping)
  const readsUser = !isByGroupsAlone(mapping) && looksAtUser(mapping, roleSections)
  return {
    parts: { data: readsUser || states, memberFacts: mapping.groupScope === 'all' },
    async add(people) {
      const hooked = hooks === null ? nothing : await askHooks(hooks, people.map(toAsked), 'kept')
      for (const line of await decider.decide(people, hooked)) lines.push(line)
      if (!states) return
      const surroundings = { reader, mapping, sections, subjects, reasons, now: circumstances.now }
      const { failures, lines: effects } = await compareStatements(surroundings, people, hooked)
      const userNames = new Map(people.map(({ id, userName }) => [id, userName]))
      const add = (userId: string, template: LineTemplate) =>
        lines.push({ userId, userName: userNames.get(userId) ?? userId, template: decider.numberOf(template) })
      for (const { template, userId } of effects) add(userId, template)
      // A section that gives roles too has been asked already.
      for (const failure of failures) if (!roleSections.has(failure.source)) add(failure.subject, toFailedLine(failure))
    },
    result: () => ({
      bindings,
      templates: decider.templates,
      lines,
      listGroups: () =>
        [...names].map(([id, displayName]) => toWholeGroup({ id, displayName }, bindings, groups.get(id))),
    }),
  }
}

const nothing: Decision = { sections: [], assignments: [], failures: [] }

/** The user as hooks see it. */
function toAsked({ active, data, id }: Person): readonly [string, ResourceData] {
  return [id, { ...data, active }]
}

function looksAtUser(mapping: CompiledMapping, sections: ReadonlySet<string>): boolean {
  return mapping.sections.some(({ name, reads }) => sections.has(name) && reads.has('user'))
}

async function readGroups(reader: StoreReader): Promise<ReadonlyMap<string, GroupRecord>> {
  const groups = new Map<string, GroupRecord>()
  for await (const page of pagesById<GroupRecord>((asked) => reader.groups.page(asked), pageSize)) {
    for (const group of page) groups.set(group.id, group)
  }
  return groups
}
