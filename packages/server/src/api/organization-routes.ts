import { object, pipe, regex, strictObject, string } from 'valibot'

import { readOrganization, renameOrganization } from '@rolecall/core/organization/rename-organization'
import type { Organization } from '@rolecall/core/directory/organization'

import { defineRoute, type Route } from '../route/route.ts'
import { jsonBody } from './json-body.ts'
import { text } from './text-schema.ts'

/** The organization as people know it. */
export const organizationSchema = object({ id: string(), name: string(), created: string() })

const path = '/api/organization'
const organization = { description: 'The organization', schema: organizationSchema }

/** The organization itself. */
export const organizationRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    operationId: 'getOrganization',
    summary: 'Read the organization',
    scope: 'organization_read',
    answers: { 200: organization },
    async handle({ context }) {
      return { status: 200, body: toView(await readOrganization(context)) }
    },
  }),
  defineRoute({
    method: 'PATCH',
    path,
    operationId: 'updateOrganization',
    summary: 'Give the organization another name; its id stays',
    scope: 'organization',
    body: jsonBody(strictObject({ name: pipe(text, regex(/\S/, 'a name was expected')) })),
    answers: { 200: organization },
    async handle({ context, body: { name } }) {
      return { status: 200, body: toView(await renameOrganization(context, name.trim())) }
    },
  }),
]

function toView({ created, id, name }: Organization) {
  return { id, name, created }
}
