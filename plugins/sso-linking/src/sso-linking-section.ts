import { give } from '@rolecall/core/plugin/effect-values'
import type { MappingKind } from '@rolecall/core/plugin/mapping-kind'
import type { RuleDefinition } from '@rolecall/core/plugin/rule'
import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import { fold } from '@rolecall/core/scim/fold'

/** `ssoLinking: { subject: externalId, claim: oid }`. */
export interface SsoLinking {
  readonly subject: string
  readonly claim: string
}

/**
 * Claims that name a person by an address: whoever gets the address next would be that person. OpenID
 * Connect Core §5.7 allows `sub` with `iss` only; Entra's `oid` is as stable.
 */
const refusedClaims = ['email', 'upn', 'preferred_username']

export function toSsoLinking({ subject, claim }: SsoLinking): MappingKind {
  return {
    section: 'ssoLinking',
    summary: 'Which attribute of a user is the subject of the single sign-on tokens.',
    facts: ['user'],
    effects: ['identity.subject'],
    diagnostics: {
      SSO_LINKING_CLAIM: 'The claim is an address, which another person may have later.',
      SSO_LINKING_SUBJECT: 'The attribute is an address, which another person may have later.',
    },
    schema: {
      type: 'object',
      required: ['subject', 'claim'],
      additionalProperties: false,
      properties: {
        subject: { type: 'string', description: 'The path of the attribute.', examples: ['externalId'] },
        claim: {
          type: 'string',
          description: 'The claim of the ID token that is equal to it.',
          examples: ['oid', 'sub'],
        },
      },
    },
    defaultValue: { subject, claim },
    compile: compileSection,
  }
}

function compileSection(section: MappingNode): readonly RuleDefinition[] {
  const fields = section.readFields({ required: ['subject', 'claim'] })
  const subject = fields?.get('subject')
  const path = subject?.readPath()
  const claim = fields?.get('claim')
  const claimName = claim?.readText()
  if (claim && claimName !== undefined) checkClaim(claim, claimName)
  if (subject === undefined || path === undefined || !isStable(subject, path)) return []
  return [toRule(section, path)]
}

function checkClaim(node: MappingNode, claim: string): void {
  if (!refusedClaims.includes(fold(claim))) return
  node.report(
    'error',
    'SSO_LINKING_CLAIM',
    `'${claim}' is an address, which another person may have later; use 'oid' or 'sub'.`,
  )
}

const addresses = /^(?:urn:ietf:params:scim:schemas:core:2\.0:User:)?(?:userName|emails)(?:$|[.[])/i

/** An e-mail match alone never signs anyone in. */
function isStable(node: MappingNode, path: string): boolean {
  if (!addresses.test(path)) return true
  node.report(
    'error',
    'SSO_LINKING_SUBJECT',
    `'${path}' is an address, which another person may have later; use 'externalId'.`,
  )
  return false
}

function toRule({ line, column }: MappingNode, path: string): RuleDefinition {
  return {
    id: `ssoLinking:${path}`,
    line,
    column,
    when: { path, operator: 'pr', value: null },
    assign(match) {
      const subject = match.valuesAt(path).find((value) => typeof value === 'string')
      return subject === undefined ? [] : [give('identity.subject', { subject })]
    },
  }
}
