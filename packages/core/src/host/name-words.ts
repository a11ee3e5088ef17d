import { PluginError } from '../errors.ts'
import type { FactDefinition, MappingKind, OperatorDefinition } from '../plugin/mapping-kind.ts'
import type { RuleDefinition } from '../plugin/rule.ts'
import type { Json } from '../scim/resource/resource-data.ts'

/** An operator whose failures, and answers that are neither true nor false, name the plugin and the word. */
export function nameOperator(plugin: string, operator: OperatorDefinition): OperatorDefinition {
  const word = `operator ${operator.name}`
  return {
    ...operator,
    evaluate(left, right) {
      const answer: unknown = asked(plugin, word, () => operator.evaluate(left, right))
      if (typeof answer === 'boolean') return answer
      throw new PluginError(plugin, word, `the answer must be true or false, at once; it is ${describe(answer)}`)
    },
  }
}

/** A fact whose failures, and answers that are no list, name the plugin and the word. */
export function nameFact(plugin: string, fact: FactDefinition): FactDefinition {
  const word = `fact ${fact.name}`
  const valuesOf = (source: never): readonly Json[] => {
    const answer: unknown = asked(plugin, word, () => fact.valuesOf(source))
    if (Array.isArray(answer)) return answer as readonly Json[]
    throw new PluginError(plugin, word, `the answer must be a list of values, at once; it is ${describe(answer)}`)
  }
  return { ...fact, valuesOf }
}

/** A section whose rules name the plugin where they can't say what they give. */
export function nameRules(plugin: string, kind: MappingKind): MappingKind {
  return { ...kind, compile: (section) => kind.compile(section).map((rule) => nameRule(plugin, rule)) }
}

function nameRule(plugin: string, rule: RuleDefinition): RuleDefinition {
  return { ...rule, assign: (match) => asked(plugin, `rule ${rule.id}`, () => rule.assign(match)) }
}

function asked<T>(plugin: string, word: string, ask: () => T): T {
  try {
    return ask()
  } catch (cause) {
    if (cause instanceof PluginError) throw cause
    throw new PluginError(plugin, word, cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

function describe(answer: unknown): string {
  if (answer instanceof Promise) return 'a promise'
  return answer === null ? 'null' : Array.isArray(answer) ? 'a list' : typeof answer
}
