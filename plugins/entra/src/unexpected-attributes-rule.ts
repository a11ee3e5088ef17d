import type { RuleDefinition, RuleMatch } from '@rolecall/core/plugin/mapping-kind'
import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import { fold } from '@rolecall/core/scim/fold'
import { USER } from '@rolecall/core/scim/schema/user'
import type { AttributeMapping } from './attribute-mapping.ts'

/** An attribute that Entra was told to send, or not. */
const attributes: readonly string[] = [
  'externalId',
  ...USER.schema.attributes.filter(({ mutability }) => mutability !== 'readOnly').map(({ name }) => name),
  ...USER.extensions.flatMap(({ schema }) => schema.attributes.map(({ name }) => `${schema.id}:${name}`)),
]

/** Attributes arrive that are in none of the mappings; `undefined` where every attribute is in one. */
export function unexpectedAttributesRule(
  { line, column }: MappingNode,
  mappings: readonly AttributeMapping[],
): RuleDefinition | undefined {
  const expected = mappings.map(({ target }) => fold(target))
  const others = attributes.filter((attribute) => !expected.some((target) => isWithin(target, fold(attribute))))
  if (others.length === 0) return undefined
  return {
    id: 'attributeMappings:unexpected-attribute',
    line,
    column,
    when: { any: others.map((path) => ({ path, operator: 'pr', value: null })) },
    assign: (match) => [
      { effect: 'finding', value: { code: 'unexpected-attribute', message: explain(others, match) } },
    ],
  }
}

/** Whether a path is the attribute, or a part of it: `emails[type eq "work"].value` of `emails`. */
function isWithin(path: string, attribute: string): boolean {
  return path.startsWith(attribute) && ['', '.', '['].includes(path.charAt(attribute.length))
}

function explain(others: readonly string[], match: RuleMatch): string {
  const arrived = others.filter((path) => match.valuesAt(path).length > 0)
  return `Microsoft Entra ID sends ${arrived.join(', ')}, which attributeMappings does not name. Delete the mapping in Entra, or name it in attributeMappings.`
}
