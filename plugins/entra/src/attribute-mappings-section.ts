import type { MappingKind } from '@rolecall/core/plugin/mapping-kind'
import type { RuleDefinition } from '@rolecall/core/plugin/rule'
import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import { fold } from '@rolecall/core/scim/fold'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import type { AttributeMapping } from './attribute-mapping.ts'
import { externalIdRule } from './external-id-rule.ts'
import { readMapping, type WrittenMapping } from './read-mapping.ts'
import { unexpectedAttributesRule } from './unexpected-attributes-rule.ts'
import { userNameRule } from './user-name-rule.ts'

/**
 * The section `attributeMappings`: what the owner typed into Entra. Its rules raise findings where
 * something else arrives.
 *
 * An organization that wrote the section uses Entra; of one that did not we can't know, and its provider
 * may send an `externalId` of any form and attributes that nobody announced. So what is wrong for Entra
 * only is then a finding only where the data itself shows Entra.
 */
export function toAttributeMappings(defaults: readonly AttributeMapping[], userType: ResourceType): MappingKind {
  return {
    section: 'attributeMappings',
    summary: 'The attribute mapping of the application in Microsoft Entra ID, to check what arrives.',
    facts: ['user'],
    effects: ['finding'],
    diagnostics: {
      ENTRA_DUPLICATE_TARGET: 'Two mappings have the same target.',
      ENTRA_EXTERNAL_ID_SOURCE: 'externalId is not made of the objectId, so nobody can sign in by it.',
    },
    findings: {
      'external-id-not-object-id': 'The `externalId` of a person is no objectId of Entra, by which sign-in is matched.',
      'unexpected-attribute': 'Something arrives that the attribute mapping in the file does not name.',
      'user-name-not-email': 'The `userName` of a person is no e-mail address.',
    },
    schema: {
      type: ['array', 'null'],
      items: {
        type: 'object',
        required: ['target', 'source'],
        additionalProperties: false,
        properties: {
          target: { type: 'string', description: 'The SCIM attribute.', examples: ['userName'] },
          source: { type: 'string', description: 'The attribute or expression of Entra.', examples: ['mail'] },
          matchingPrecedence: { type: 'integer', minimum: 1, description: 'The order of matching, as in Entra.' },
        },
      },
    },
    defaultValue: defaults.map(({ target, source, matchingPrecedence }) => ({
      target,
      source,
      ...(matchingPrecedence === undefined ? {} : { matchingPrecedence }),
    })),
    compile: (section) => compileSection(section, userType),
  }
}

function compileSection(section: MappingNode, userType: ResourceType): readonly RuleDefinition[] {
  const mappings = section
    .readList()
    .map(readMapping)
    .filter((mapping) => mapping !== undefined)
  reportTwice(mappings)
  const usesEntra = section.line > 0
  const externalId = mappings.find(({ target }) => fold(target) === 'externalid')
  const rules = [userNameRule(section)]
  if (externalId && isObjectIdMapped(externalId)) rules.push(externalIdRule(externalId.node, usesEntra))
  const unexpected =
    usesEntra && mappings.length > 0 ? unexpectedAttributesRule(section, mappings, userType) : undefined
  return unexpected === undefined ? rules : [...rules, unexpected]
}

function reportTwice(mappings: readonly WrittenMapping[]): void {
  const targets = new Set<string>()
  for (const { target, node } of mappings) {
    if (targets.has(fold(target)))
      node.report('error', 'ENTRA_DUPLICATE_TARGET', `There is a mapping to '${target}' already.`)
    targets.add(fold(target))
  }
}

/** By default Entra maps `externalId` to `mailNickname`, which is no claim of an ID token. */
function isObjectIdMapped({ node, source }: WrittenMapping): boolean {
  if (fold(source) === 'objectid') return true
  const message = `externalId is made of '${source}'; the claim 'oid' of the ID token is the objectId, so nobody can sign in by it.`
  node.report('warning', 'ENTRA_EXTERNAL_ID_SOURCE', message)
  return false
}
