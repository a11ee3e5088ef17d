import type { EffectDefinition, FactDefinition, MappingKind, OperatorDefinition } from '../plugin/mapping-kind.ts'
import type { MappingNode } from '../plugin/mapping-node.ts'
import { isKnownEffect } from '../plugin/effect-values.ts'
import type { Reference, RuleDefinition, RuleGrant } from '../plugin/rule.ts'
import { isJsonObject, type Json } from '../scim/resource/resource-data.ts'
import { ask, wrongAnswer } from './ask-word.ts'
import { checkAssignment, nameRule } from './name-rule.ts'

/** A section with the plugin that owns it, which is named where it can't say what it means. */
export type NamedKind = MappingKind & { readonly plugin: string }

/** An operator whose failures, and answers that are neither true nor false, name the plugin and the word. */
export function nameOperator(plugin: string, operator: OperatorDefinition): OperatorDefinition {
  const word = `operator ${operator.name}`
  return {
    ...operator,
    evaluate(left, right) {
      const answer: unknown = ask(plugin, word, () => operator.evaluate(left, right))
      if (typeof answer === 'boolean') return answer
      throw wrongAnswer(plugin, word, 'true or false', answer)
    },
  }
}

/** The kind of JSON value that a fact of each type has. */
const typeOf: Readonly<Record<FactDefinition['type'], 'string' | 'boolean' | 'number'>> = {
  string: 'string',
  boolean: 'boolean',
  decimal: 'number',
  integer: 'number',
  dateTime: 'string',
  binary: 'string',
  reference: 'string',
}

/** A fact whose failures, and answers that are no list of its type, name the plugin and the word. */
export function nameFact(plugin: string, fact: FactDefinition): FactDefinition {
  const word = `fact ${fact.name}`
  const type = typeOf[fact.type]
  const valuesOf = (source: never): readonly Json[] => {
    const answer: unknown = ask(plugin, word, () => fact.valuesOf(source))
    if (!Array.isArray(answer)) throw wrongAnswer(plugin, word, 'a list of values', answer)
    const other: unknown = answer.find((value) => typeof value !== type)
    if (other === undefined && !answer.includes(undefined)) return answer as readonly Json[]
    throw wrongAnswer(plugin, `${word} of type ${fact.type}`, `a list of ${type}s`, other)
  }
  return { ...fact, valuesOf }
}

/** A section whose failures name the plugin, and so do those of its rules. `effects` are those of every contributed effect. */
export function nameSection(plugin: string, kind: MappingKind, effects: readonly string[]): NamedKind {
  const word = `section ${kind.section}`
  const declared = new Set(kind.effects === 'grants' ? [...effects, 'finding'] : kind.effects)
  const { schema } = kind
  return {
    ...kind,
    plugin,
    ...(typeof schema === 'function' ? { schema: (words) => ask(plugin, word, () => schema(words)) } : {}),
    compile(section) {
      const answer: unknown = ask(plugin, word, () => kind.compile(section))
      if (!Array.isArray(answer)) throw wrongAnswer(plugin, word, 'a list of rules', answer)
      const own = kind.effects === 'grants' ? [] : [...declared].filter((effect) => !isKnownEffect(effect))
      return answer.map((rule: RuleDefinition) => withEffects(nameRule(plugin, kind.section, rule, declared), own))
    },
  }
}

/** Every rule of a section may give what the section declares; rules of grants say it themselves. */
function withEffects(rule: RuleDefinition, effects: readonly string[]): RuleDefinition {
  const { column, line, references = [] } = rule
  const own = effects.map((effect): Reference => ({ kind: 'effect', effect, line, column }))
  return own.length === 0 ? rule : { ...rule, references: [...references, ...own] }
}

/** An effect whose failures name the plugin and the word: while the file is read, and when a rule gives it. */
export function nameEffect(plugin: string, definition: EffectDefinition): EffectDefinition {
  const word = `effect ${definition.type}`
  return {
    ...definition,
    read(fields, item) {
      const answer: unknown = ask(plugin, word, () => definition.read(fields, item))
      if (answer === undefined) return undefined
      if (isGrant(answer)) return nameGrant(plugin, word, answer, definition.effect, item)
      throw wrongAnswer(plugin, word, "undefined, or an object with 'key' and the function 'assign'", answer)
    },
  }
}

function isGrant(answer: unknown): answer is RuleGrant {
  return isJsonObject(answer) && typeof answer['key'] === 'string' && typeof answer['assign'] === 'function'
}

function nameGrant(
  plugin: string,
  word: string,
  grant: RuleGrant,
  effect: string,
  { column, line }: MappingNode,
): RuleGrant {
  const own: readonly Reference[] = isKnownEffect(effect) ? [] : [{ kind: 'effect', effect, line, column }]
  return {
    ...grant,
    references: [...(grant.references ?? []), ...own],
    assign(match, options) {
      const answer: unknown = ask(plugin, word, () => grant.assign(match, options))
      if (answer === undefined && grant.templates !== undefined) return undefined
      return checkAssignment(plugin, word, answer, new Set([effect]))
    },
  }
}
