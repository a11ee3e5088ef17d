import type { Subject } from '@rolecall/core/decider'
import { toEngineFacts, toGroupsFact } from '../condition/engine-facts.ts'
import { compileCondition } from '../condition/compile-condition.ts'
import { decideConditions } from '../mapping/decide-conditions.ts'
import type { EngineParts } from '../mapping/run-engine.ts'
import type { Words } from '../vocabulary.ts'
import { isInGroup } from './given-subject.ts'
import type { Population } from './written-test.ts'

/** Whether a property is about this person. */
export async function isOfPopulation(
  person: Subject,
  { inGroups, notInGroups, user }: Population,
  { parts, words }: { readonly parts: EngineParts; readonly words: Words },
): Promise<boolean> {
  if (!inGroups.every((group) => isInGroup(person, group))) return false
  if (notInGroups.some((group) => isInGroup(person, group))) return false
  if (user === null) return true
  const { conditions, paths } = compileCondition(user, words)
  const facts = toEngineFacts(person, null, 'bound', toGroupsFact(person, 'bound'))
  const [holds] = await decideConditions([conditions], facts, { ...parts, paths })
  return holds ?? false
}
