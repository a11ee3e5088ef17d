import { maxOperations, maxPayloadSize, runBulk } from '@rolecall/core/provisioning/bulk/bulk'
import type { ScimError } from '@rolecall/core/scim/errors'
import { parseBulkRequest } from '@rolecall/core/scim/message/parse-bulk-request'
import type { Json } from '@rolecall/core/scim/resource/resource-data'

import { respondAsync, type OnAccepted } from '../async/respond-async.ts'
import { toScimError } from '../error/to-error-answer.ts'
import type { BodyDefinition } from '../route/body-definition.ts'
import type { Route } from '../route/route.ts'
import { scimPath } from '../route/scim-path.ts'
import { scimBody, scimMessage } from './scim-body.ts'

const bulkBody: BodyDefinition<Json> = {
  ...scimBody,
  limit: {
    bytes: maxPayloadSize,
    tooLarge: `The size of the bulk operation exceeds the maxPayloadSize (${maxPayloadSize})`,
  },
}

/** `/Bulk` (RFC 7644 §3.7). */
export const bulkRoutes = (onAccepted: OnAccepted): readonly Route[] => [
  respondAsync(
    {
      method: 'POST',
      path: `${scimPath}/Bulk`,
      operationId: 'doScimBulk',
      summary: `Do up to ${maxOperations} operations by one BulkRequest`,
      scope: 'scim',
      body: bulkBody,
      answers: { 200: { description: 'A BulkResponse: what each operation came to', schema: scimMessage } },
      async handle({ body, context, report }) {
        const request = parseBulkRequest(body, maxOperations, context.tolerances)
        const describe = (error: unknown): ScimError => {
          const described = toScimError(error, context.cause.requestId ?? '')
          if (described.status >= 500) report(error)
          return described
        }
        return { status: 200, body: await runBulk(context, request, describe) }
      },
    },
    // What is no bulk request at all is refused at once.
    ({ body, context }) => {
      const { operations } = parseBulkRequest(body, maxOperations, context.tolerances)
      return { method: 'POST', resource: null, body, operations: operations.length }
    },
    onAccepted,
  ),
]
