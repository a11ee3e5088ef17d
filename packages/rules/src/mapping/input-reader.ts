import type { Subject, SubjectGroup } from '@rolecall/core/decider'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { dataOf, namesOf, type GroupsFact, type NameView } from '../condition/engine-facts.ts'
import type { FactPath } from '../condition/fact-path.ts'
import { idToken, nameToken } from '../condition/group-token.ts'
import type { CompiledRule } from './compiled-rule.ts'
import type { Reading, ReadSet } from './reading.ts'

/** One person while it is decided. */
export interface Person {
  readonly subject: Subject
  readonly view: NameView
  readonly groups: () => GroupsFact
}

/** Rules were asked without what they look at: a fault of ours, which no rule must be blamed for. */
export class FactsNotRead extends Error {
  override readonly name = 'FactsNotRead'
}

/**
 * Makes inputs: texts that are equal for people, or groups, for whom rules decide equally, because everything that the
 * rules look at is equal.
 */
export class InputReader {
  /** Ids that a rule names. */
  readonly #ids: ReadonlySet<string>
  /** Attributes of groups that some rule looks at. */
  readonly #groupPaths: readonly FactPath[]
  readonly #looksAtNames: boolean
  /** What the rules look at of a group, by its data, which memberships in it share. */
  readonly #ofFacts = new WeakMap<ResourceData, { readonly displayName: string; readonly input: string }>()

  constructor(rules: readonly CompiledRule[]) {
    const conditions = rules.map(({ whole }) => whole.condition)
    this.#ids = new Set(conditions.flatMap(({ ids }) => [...ids]))
    const paths = new Map(conditions.flatMap((condition) => [...condition.paths]))
    this.#groupPaths = [...paths.values()].filter(({ of }) => of === 'group')
    this.#looksAtNames = conditions.some(({ patterns }) => patterns.size > 0)
  }

  /** What rules look at of a group alone. */
  ofGroup(group: SubjectGroup, view: NameView): string {
    const names = namesOf(group, view)
    const id = this.#ids.has(group.id) || this.#groupPaths.some(({ text }) => text.toLowerCase() === 'id')
    const named = names.length < 2 ? (names[0] ?? '') : [...names].sort().join('\0')
    return `${named}\n${id ? group.id : ''}\n${this.#ofGroupFacts(group)}`
  }

  #ofGroupFacts(group: SubjectGroup): string {
    if (this.#groupPaths.length === 0 && !this.#looksAtNames) return ''
    const { facts } = group
    if (facts === null) throw new FactsNotRead('Rules that look at groups were asked without the facts of a group')
    const known = this.#ofFacts.get(facts.data)
    if (known?.displayName === facts.displayName) return known.input
    const data = dataOf('group', { id: '', user: null, groups: [] }, group) as ResourceData
    const values = this.#groupPaths.filter(({ text }) => text.toLowerCase() !== 'id').map((path) => path.valuesOf(data))
    const input = JSON.stringify([this.#looksAtNames ? facts.displayName : '', values])
    this.#ofFacts.set(facts.data, { displayName: facts.displayName, input })
    return input
  }

  /** What a reading reads. */
  ofReading(reading: Reading, group: SubjectGroup | null, person: Person): string {
    const { looksAtName, number, paths, set } = reading
    let input = `${number}`
    for (const path of paths) input += `\n${JSON.stringify(valuesOf(path, person.subject, group))}`
    if (group !== null && looksAtName) {
      input += `\n${JSON.stringify([group.id, namesOf(group, person.view), group.facts?.displayName ?? ''])}`
    }
    return set === null ? input : `${input}\n${ofSet(set, person.groups())}`
  }
}

/** What a condition looks at of all groups of a person: which of those it names, or all of them as they are called. */
function ofSet({ looksAtSet, setIds, setNames }: ReadSet, { elements, names }: GroupsFact): string {
  if (looksAtSet) {
    const groups = elements.map((element) => JSON.stringify([element.id, element.displayName, element.names]))
    return groups.sort().join()
  }
  const held = [...setNames].filter((name) => names.has(name)).map(nameToken)
  const ids = elements.flatMap(({ id }) => (setIds.has(id) ? [idToken(id)] : []))
  return [...held, ...ids].sort().join('\0')
}

function valuesOf(path: FactPath, subject: Subject, group: SubjectGroup | null) {
  const data = dataOf(path.of, subject, group)
  if (data === undefined) throw new FactsNotRead(`Rules that look at a ${path.of} were asked without the ${path.of}`)
  return path.valuesOf(data)
}
