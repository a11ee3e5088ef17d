import { NotImplemented } from '@rolecall/core/scim/errors'

import { defineRoute, type Method, type Route } from '../route/route.ts'
import { scimPath } from '../route/scim-path.ts'

const methods: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** `/Me` stands for the user who is authenticated (RFC 7644 §3.11). An API key is nobody: 501. */
export const meRoutes: readonly Route[] = methods.map((method) =>
  defineRoute({
    method,
    path: `${scimPath}/Me`,
    operationId: `${method.toLowerCase()}ScimMe`,
    summary: 'Not implemented: an API key belongs to an organization and to no user',
    scope: 'scim',
    answers: { 501: { description: 'Always' } },
    handle: () =>
      Promise.reject(
        new NotImplemented(
          '/Me is not supported: an API key belongs to an organization and to no user (RFC 7644 §3.11)',
        ),
      ),
  }),
)
