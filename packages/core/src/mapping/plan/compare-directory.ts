import type { CompiledMapping } from '../../decider.ts'
import type { BrakeLimits } from '../../directory/brake.ts'
import type { GroupRecord } from '../../directory/member.ts'
import type { RoleCircumstances } from '../../directory/resolve-roles.ts'
import { sectionsGiving } from '../../roles/decided-sections.ts'
import type { StoreReader } from '../../store.ts'
import type { Person, PersonParts } from '../../store/people.ts'
import type { KeysetPage } from '../../store/resources.ts'
import { createPeopleDecider, granting, isByGroupsAlone } from './decide-people.ts'
import { differingStatements } from './differing-statements.ts'
import { planBindings, type PlannedBindings } from './plan-bindings.ts'
import type { LineTemplate, PlanProgress, StoredLine } from '../../directory/plan.ts'
import { toFailedLine } from './to-failed-line.ts'
import { createReasons } from './reasons.ts'
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
}

/** How a directory differs from what a mapping says. */
export interface DirectoryDifference {
  readonly bindings: PlannedBindings
  readonly templates: readonly LineTemplate[]
  readonly lines: readonly StoredLine[]
  /** People for whom something else than a role differs: e-mail validation, sign-in, findings. */
  readonly statements: readonly string[]
  readonly members: number
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
  let after: string | null = null
  let done = 0
  for (;;) {
    const page: KeysetPage = { after, limit: pageSize }
    const people: readonly Person[] = await reader.people.page(page, comparer.parts)
    const last = people.at(-1)
    if (last === undefined) return { ...comparer.result(), members: done }
    await comparer.add(people)
    after = last.id
    done += people.length
    await report({ done, total: Math.max(done, total) })
  }
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
  const { circumstances, mapping, mappingVersion, previous, reader } = comparison
  const bindings = await planBindings(reader, mapping)
  const stating = changedStatements(previous, mapping)
  const groups = mapping.groupScope === 'all' ? await readGroups(reader) : new Map<string, GroupRecord>()
  const names = await reader.groups.listNames()
  const subjects = createSubjectReader(mapping, bindings, groups)
  const decider = createPeopleDecider({
    mapping,
    mappingVersion,
    circumstances,
    subjects,
    suspects: bindings.suspects,
    reasons: createReasons(mapping, names),
  })
  const lines: StoredLine[] = []
  const statements: string[] = []
  const roleSections = granting(mapping)
  const readsUser = !isByGroupsAlone(mapping) && looksAtUser(mapping, roleSections)
  return {
    parts: { data: readsUser || stating.size > 0, memberFacts: mapping.groupScope === 'all' },
    async add(people) {
      for (const line of await decider.decide(people)) lines.push(line)
      if (stating.size === 0) return
      const { failures, userIds } = await differingStatements(reader, mapping, stating, people, subjects)
      for (const id of userIds) statements.push(id)
      const userNames = new Map(people.map(({ id, userName }) => [id, userName]))
      for (const failure of failures) {
        const { source, subject: userId } = failure
        // A section that gives roles too has been asked already.
        if (roleSections.has(source)) continue
        const template = decider.numberOf(toFailedLine(failure))
        lines.push({ userId, userName: userNames.get(userId) ?? userId, template })
      }
    },
    result: () => ({ bindings, templates: decider.templates, lines, statements }),
  }
}

/** Sections that ask for something else than roles and that the mapping has changed. */
function changedStatements(previous: CompiledMapping | null, mapping: CompiledMapping): ReadonlySet<string> {
  const before = new Map((previous?.sections ?? []).map(({ fingerprint, name }) => [name, fingerprint]))
  const changed = mapping.sections.filter(({ fingerprint, name }) => before.get(name) !== fingerprint)
  return sectionsGiving(changed, (effect) => effect !== 'role')
}

function looksAtUser(mapping: CompiledMapping, sections: ReadonlySet<string>): boolean {
  return mapping.sections.some(({ name, reads }) => sections.has(name) && reads.has('user'))
}

async function readGroups(reader: StoreReader): Promise<ReadonlyMap<string, GroupRecord>> {
  const groups = new Map<string, GroupRecord>()
  let after: string | null = null
  for (;;) {
    const page: readonly GroupRecord[] = await reader.groups.page({ after, limit: pageSize })
    const last = page.at(-1)
    if (last === undefined) return groups
    for (const group of page) groups.set(group.id, group)
    after = last.id
  }
}
