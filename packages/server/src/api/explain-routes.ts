import { explainMember } from '@rolecall/core/explain/explain-member'
import { BadRequest } from '@rolecall/core/scim/errors'
import { isStorableText } from '@rolecall/core/scim/storable-text'

import { instant, repeated } from '../route/parameter-schemas.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { explanationSchema } from './explain-schema.ts'
import { memberNameParameters, readMemberName, readText } from './page.ts'

/** Why a member has a role, why not, as of a past time, and what if. */
export const explainRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/explain',
    operationId: 'explainMember',
    summary: 'Explain why a member has a role, or not: now, at a past time, or in other groups',
    scope: 'organization_read',
    query: [
      ...memberNameParameters,
      { name: 'scope', description: 'organization, or team:ID; without it every scope' },
      { name: 'role', description: 'A role, whatever its case; without it any' },
      { name: 'effect', description: 'What a plugin gives beside roles, as it calls it; instead of scope and role' },
      { name: 'at', description: 'A past instant (RFC 3339); without it now', schema: instant },
      {
        name: 'addGroup',
        description: 'What if the member were in this group, by id or name; may be repeated',
        schema: repeated,
      },
      {
        name: 'removeGroup',
        description: 'What if the member were not in this group; may be repeated',
        schema: repeated,
      },
    ],
    answers: { 200: { description: 'The explanation', schema: explanationSchema } },
    async handle({ context, query }) {
      const parameters = new URLSearchParams(query)
      const member = readMemberName(parameters)
      if (member === null || member === '')
        throw new BadRequest('email must say whose roles are to be explained, or userId')
      return {
        status: 200,
        body: await explainMember(context, {
          member,
          scope: readText(parameters, 'scope'),
          role: readText(parameters, 'role'),
          effect: readText(parameters, 'effect'),
          at: readText(parameters, 'at'),
          addGroups: readTexts(parameters, 'addGroup'),
          removeGroups: readTexts(parameters, 'removeGroup'),
        }),
      }
    },
  }),
]

function readTexts(parameters: URLSearchParams, name: string): readonly string[] {
  const values = parameters.getAll(name)
  if (values.every(isStorableText)) return values
  throw new BadRequest(`${name} must not contain U+0000`)
}
