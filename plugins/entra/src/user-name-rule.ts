import { give } from '@rolecall/core/plugin/effect-values'
import type { RuleDefinition } from '@rolecall/core/plugin/rule'
import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import { isNoEmailAddress } from './operators.ts'

/** `userName` is a member's e-mail address, whoever the provider is. */
export function userNameRule({ line, column }: MappingNode): RuleDefinition {
  return {
    id: 'attributeMappings:user-name-not-email',
    line,
    column,
    when: { path: 'userName', operator: isNoEmailAddress.name, value: null },
    assign: () => [
      give('finding', {
        code: 'user-name-not-email',
        message:
          'userName is no e-mail address. In Microsoft Entra ID map userName to mail instead of userPrincipalName; with another provider, send the e-mail address as userName.',
      }),
    ],
  }
}
