import { give } from '@rolecall/core/plugin/effect-values'
import type { RuleDefinition, RuleMatch } from '@rolecall/core/plugin/rule'
import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import { fold } from '@rolecall/core/scim/fold'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import type { AttributeMapping } from './attribute-mapping.ts'

/** Attributes arrive that are in none of the mappings; `undefined` where every attribute is in one. */
export function unexpectedAttributesRule(
  { line, column }: MappingNode,
  mappings: readonly AttributeMapping[],
  userType: ResourceType,
): RuleDefinition | undefined {
  const expected = mappings.map(({ target }) => fold(target))
  const others = attributesOf(userType).filter(
    (attribute) => !expected.some((target) => isWithin(target, fold(attribute))),
  )
  if (others.length === 0) return undefined
  return {
    id: 'attributeMappings:unexpected-attribute',
    line,
    column,
    when: { any: others.map((path) => ({ path, operator: 'pr', value: null })) },
    assign: (match) => [give('finding', { code: 'unexpected-attribute', message: explain(others, match) })],
  }
}

/** The attributes that a provider can be told to send, or not. */
function attributesOf({ extensions, schema: core }: ResourceType): readonly string[] {
  return [
    'externalId',
    ...core.attributes.filter(({ mutability }) => mutability !== 'readOnly').map(({ name }) => name),
    ...extensions.flatMap(({ schema }) => schema.attributes.map(({ name }) => `${schema.id}:${name}`)),
  ]
}

/** Whether a path is the attribute, or a part of it: `emails[type eq "work"].value` of `emails`. */
function isWithin(path: string, attribute: string): boolean {
  return path.startsWith(attribute) && ['', '.', '['].includes(path.charAt(attribute.length))
}

function explain(others: readonly string[], match: RuleMatch): string {
  const arrived = others.filter((path) => match.valuesAt(path).length > 0)
  return `Microsoft Entra ID sends ${arrived.join(', ')}, which attributeMappings does not name. Delete the mapping in Entra, or name it in attributeMappings.`
}
