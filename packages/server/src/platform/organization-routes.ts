import { array } from 'valibot'

import { createOrganizationOfProduct } from '@rolecall/core/platform/create-organization'
import { changeOrganization, getOrganization } from '@rolecall/core/platform/organizations'

import { jsonBody } from '../api/json-body.ts'
import { pageParameters, parsePage, toPageAnswer } from '../api/page.ts'
import { definePlatformRoute, type PlatformRoute } from '../route/route.ts'
import { organizationPath, platformPath } from './platform-path.ts'
import {
  createdOrganizationSchema,
  organizationChangeSchema,
  organizationInputSchema,
  organizationSchema,
  toCreatedView,
  toOrganizationView,
} from './platform-schema.ts'

const path = `${platformPath}/organizations`
const oneOf = { description: 'The organization', schema: organizationSchema }

/** Organizations, as the product makes and keeps them. */
export const organizationRoutes: readonly PlatformRoute[] = [
  definePlatformRoute({
    method: 'GET',
    path,
    operationId: 'listPlatformOrganizations',
    summary: 'List the organizations, in the order in which they were made',
    scope: 'platform',
    query: pageParameters,
    answers: { 200: { description: 'A page of them', schema: array(organizationSchema) } },
    async handle(request) {
      const page = parsePage(request.query)
      const organizations = await request.services.store.organizations.listPage(page)
      return toPageAnswer(request, path, page, organizations.map(toOrganizationView), organizations.at(-1)?.id)
    },
  }),
  definePlatformRoute({
    method: 'POST',
    path,
    operationId: 'createPlatformOrganization',
    summary: 'Make an organization by an id of your own, with its keys; asked again for the same, it is the same one',
    scope: 'platform',
    body: jsonBody(organizationInputSchema),
    answers: {
      200: {
        description: 'It was made by the same request before; secrets are not shown again',
        schema: organizationSchema,
      },
      201: {
        description: 'The organization, with the secrets of its keys for the only time',
        schema: createdOrganizationSchema,
      },
    },
    async handle({ body, contextOf, services }) {
      const keys = (body.keys ?? []).map(({ connection = null, expiresAt = null, ...others }) => {
        return { ...others, connectionId: connection, expiresAt }
      })
      const made = await createOrganizationOfProduct(contextOf, services, { ...body, name: body.name.trim(), keys })
      return { status: made.created ? 201 : 200, body: toCreatedView(made) }
    },
  }),
  definePlatformRoute({
    method: 'GET',
    path: organizationPath,
    operationId: 'getPlatformOrganization',
    summary: 'Read an organization',
    scope: 'platform',
    answers: { 200: oneOf },
    async handle({ parameters, services }) {
      return {
        status: 200,
        body: toOrganizationView(await getOrganization(services, parameters['organization'] ?? '')),
      }
    },
  }),
  definePlatformRoute({
    method: 'PATCH',
    path: organizationPath,
    operationId: 'updatePlatformOrganization',
    summary:
      'Rename an organization, suspend it, or let it in again; suspended, every key, token and sign-in is refused at once',
    scope: 'platform',
    body: jsonBody(organizationChangeSchema),
    answers: { 200: oneOf },
    async handle({ body, contextOf, parameters, services }) {
      const ownId = parameters['organization'] ?? ''
      const { id } = await getOrganization(services, ownId)
      const { name, ...others } = body
      await changeOrganization(contextOf(id), { ...others, ...(name === undefined ? {} : { name: name.trim() }) })
      return { status: 200, body: toOrganizationView(await getOrganization(services, ownId)) }
    },
  }),
]
