import { PluginError } from '../errors.ts'
import type { FactDefinition, MappingKind, OperatorDefinition } from '../plugin/mapping-kind.ts'
import type { RuleAssignment, RuleDefinition } from '../plugin/rule.ts'
import { isJsonObject, type Json } from '../scim/resource/resource-data.ts'
import { isPromise } from './time-limit.ts'

/** An operator whose failures, and answers that are neither true nor false, name the plugin and the word. */
export function nameOperator(plugin: string, operator: OperatorDefinition): OperatorDefinition {
  const word = `operator ${operator.name}`
  return {
    ...operator,
    evaluate(left, right) {
      const answer: unknown = asked(plugin, word, () => operator.evaluate(left, right))
      if (typeof answer === 'boolean') return answer
      throw wrongAnswer(plugin, word, 'true or false', answer)
    },
  }
}

/** A fact whose failures, and answers that are no list, name the plugin and the word. */
export function nameFact(plugin: string, fact: FactDefinition): FactDefinition {
  const word = `fact ${fact.name}`
  const valuesOf = (source: never): readonly Json[] => {
    const answer: unknown = asked(plugin, word, () => fact.valuesOf(source))
    if (Array.isArray(answer)) return answer as readonly Json[]
    throw wrongAnswer(plugin, word, 'a list of values', answer)
  }
  return { ...fact, valuesOf }
}

/** A section whose rules name the plugin where they can't say what they give. */
export function nameRules(plugin: string, kind: MappingKind): MappingKind {
  return { ...kind, compile: (section) => kind.compile(section).map((rule) => nameRule(plugin, rule)) }
}

function nameRule(plugin: string, rule: RuleDefinition): RuleDefinition {
  const word = `rule ${rule.id}`
  return {
    ...rule,
    assign(match) {
      const answer: unknown = asked(plugin, word, () => rule.assign(match))
      if (Array.isArray(answer) && answer.every(isAssignment)) return answer as readonly RuleAssignment[]
      throw wrongAnswer(plugin, word, 'a list of assignments', answer)
    },
  }
}

/** Rows are made of it: of one without scope or role none can be. */
function isAssignment(answer: unknown): boolean {
  if (!isJsonObject(answer)) return false
  const { effect, value } = answer
  if (typeof effect !== 'string' || !isJsonObject(value)) return false
  return effect !== 'role' || roleParts.every((part) => typeof value[part] === 'string')
}

const roleParts = ['scope', 'role', 'groupId'] as const

function asked<T>(plugin: string, word: string, ask: () => T): T {
  try {
    return ask()
  } catch (cause) {
    if (cause instanceof PluginError) throw cause
    throw new PluginError(plugin, word, cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

/** Of a promise nobody hears: one that is rejected must not end the process. */
function wrongAnswer(plugin: string, word: string, expected: string, answer: unknown): PluginError {
  if (isPromise(answer)) Promise.resolve(answer).catch(() => undefined)
  return new PluginError(plugin, word, `the answer must be ${expected}, at once; it is ${describe(answer)}`)
}

function describe(answer: unknown): string {
  if (isPromise(answer)) return 'a promise'
  return answer === null ? 'null' : Array.isArray(answer) ? 'a list' : typeof answer
}
