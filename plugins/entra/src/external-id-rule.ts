import { give } from '@rolecall/core/plugin/effect-values'
import type { RuleDefinition } from '@rolecall/core/plugin/rule'
import type { Condition } from '@rolecall/core/plugin/condition'
import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import { isLocalPartOf, isNoObjectId } from './operators.ts'

const isOther: Condition = { path: 'externalId', operator: isNoObjectId.name, value: null }

/** What only Entra sends, or what its default makes of `externalId`. */
const showsEntra: Condition = {
  any: [
    // Nobody but Entra gives user names in this domain.
    { path: 'userName', operator: 'ew', value: '.onmicrosoft.com' },
    // mailNickname, which Entra maps by default, stands before the `@`. No other provider's id does.
    { path: 'externalId', operator: isLocalPartOf.name, value: { path: 'userName' } },
    { path: 'externalId', operator: isLocalPartOf.name, value: { path: 'emails.value' } },
  ],
}

/** `externalId` is not Entra's object id; where Entra is not sure, only if the data shows it. */
export function externalIdRule({ line, column }: MappingNode, usesEntra: boolean): RuleDefinition {
  return {
    id: 'attributeMappings:external-id-not-object-id',
    line,
    column,
    when: usesEntra ? isOther : { all: [isOther, showsEntra] },
    assign: () => [
      give('finding', {
        code: 'external-id-not-object-id',
        message:
          'externalId is no object id, so single sign-on cannot match it with the claim oid. In Microsoft Entra ID map externalId to objectId; by default it is mapped to mailNickname.',
      }),
    ],
  }
}
