import type { Condition, RuleDefinition } from '@rolecall/core/plugin/mapping-kind'
import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import { isLocalPartOf, isObjectId } from './operators.ts'

/** Nobody but Entra gives user names in this domain. */
const entraDomain: Condition = { path: 'userName', operator: 'ew', value: '.onmicrosoft.com' }

/** `mailNickname`, which Entra maps by default, is what stands before the `@`. No other provider's id does. */
const mailNickname: Condition = {
  any: [
    { path: 'externalId', operator: isLocalPartOf.name, value: { path: 'userName' } },
    { path: 'externalId', operator: isLocalPartOf.name, value: { path: 'emails.value' } },
  ],
}

/** `externalId` is not Entra's object id; where Entra is not sure, only if the data shows it. */
export function externalIdRule({ line, column }: MappingNode, usesEntra: boolean): RuleDefinition {
  const isOther: readonly Condition[] = [
    { path: 'externalId', operator: 'pr', value: null },
    { not: { path: 'externalId', operator: isObjectId.name, value: null } },
  ]
  return {
    id: 'attributeMappings:external-id-not-object-id',
    line,
    column,
    when: { all: usesEntra ? isOther : [...isOther, { any: [entraDomain, mailNickname] }] },
    assign: () => [
      {
        effect: 'finding',
        value: {
          code: 'external-id-not-object-id',
          message:
            'externalId is no object id, so single sign-on cannot match it with the claim oid. In Microsoft Entra ID map externalId to objectId; by default it is mapped to mailNickname.',
        },
      },
    ],
  }
}
