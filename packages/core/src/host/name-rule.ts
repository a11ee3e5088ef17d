import { PluginError } from '../errors.ts'
import type { Reference, RuleAssignment, RuleDefinition } from '../plugin/rule.ts'
import { isJsonObject } from '../scim/resource/resource-data.ts'
import { ask, wrongAnswer } from './ask-word.ts'
import { checkCondition } from './check-condition.ts'
import { checkEffectValue } from './check-effect-value.ts'
import { anything, callable, checkShape, list, number, text, type Shape } from './check-shape.ts'

const shape: Shape = {
  id: text,
  line: number,
  column: number,
  when: anything,
  'privileged?': anything,
  'expiresAt?': anything,
  assign: callable,
  'references?': list,
  'templates?': list,
}

/** A rule that names the plugin where it can't say what it gives. Throws PluginError for what is no rule. */
export function nameRule(
  plugin: string,
  section: string,
  rule: RuleDefinition,
  effects: ReadonlySet<string>,
): RuleDefinition {
  const [mistake] = checkShape(rule, `a rule of the section ${section}`, shape)
  if (mistake !== undefined) throw new PluginError(plugin, `section ${section}`, mistake)
  const word = `rule ${rule.id}`
  const unfit = checkCondition(rule.when)
  if (unfit !== undefined) throw new PluginError(plugin, word, unfit)
  return {
    ...rule,
    ...(rule.references && { references: rule.references.map((reference) => nameReference(plugin, word, reference)) }),
    assign(match) {
      const answer: unknown = ask(plugin, word, () => rule.assign(match))
      if (!Array.isArray(answer)) throw wrongAnswer(plugin, word, 'a list of assignments', answer)
      return answer.map((assignment) => checkAssignment(plugin, word, assignment, effects))
    },
  }
}

/** What a rule gives, held against what it may be. Throws PluginError. */
export function checkAssignment(
  plugin: string,
  word: string,
  assignment: unknown,
  effects: ReadonlySet<string>,
): RuleAssignment {
  if (!isJsonObject(assignment) || typeof assignment['effect'] !== 'string')
    throw wrongAnswer(plugin, word, 'an assignment with effect and value', assignment)
  const { effect, value } = assignment
  if (!effects.has(effect)) {
    const declared = effects.size === 0 ? 'none' : [...effects].join(', ')
    throw new PluginError(plugin, word, `'${effect}' is no effect that is declared here (${declared})`)
  }
  const mistake = checkEffectValue(effect, value)
  if (mistake !== undefined) throw new PluginError(plugin, word, mistake)
  return assignment as unknown as RuleAssignment
}

/** What can't say which roles it may be may be any: nobody becomes Owner by it without a group. */
function nameReference(plugin: string, word: string, reference: Reference): Reference {
  if (reference.kind !== 'anyRole') return reference
  const mayBe = (role: string): boolean => {
    const answer: unknown = ask(plugin, word, () => reference.mayBe(role))
    if (typeof answer === 'boolean') return answer
    throw wrongAnswer(plugin, word, 'true or false', answer)
  }
  // What fails at all mostly fails at once, and then the file says so.
  mayBe('')
  return { ...reference, mayBe: (role) => orElse(true, () => mayBe(role)) }
}

function orElse<T>(otherwise: T, question: () => T): T {
  try {
    return question()
  } catch {
    return otherwise
  }
}
