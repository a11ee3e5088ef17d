import { once } from 'node:events'
import { PassThrough } from 'node:stream'

import { recordEvents } from '@rolecall/core/change/record-events'
import { deleteOrganization } from '@rolecall/core/platform/delete-organization'
import { exportOrganization } from '@rolecall/core/platform/export-organization'
import { getOrganization } from '@rolecall/core/platform/organizations'
import { BadRequest, TooManyRequests } from '@rolecall/core/scim/errors'

import { writeSteadily } from '../feed/write-steadily.ts'
import { createFewAtATime } from '../outbound/few-at-a-time.ts'
import { definePlatformRoute, type PlatformRoute } from '../route/route.ts'
import { organizationPath } from './platform-path.ts'

const type = 'application/jsonl'

/** An export holds a state of the database on a connection, and needs another beside it: so many are made at once. */
const most = 1

/** What an organization is taken out by, and then away. */
export function deletionRoutes(): readonly PlatformRoute[] {
  const few = createFewAtATime(
    most,
    () => new TooManyRequests('Another export is being read; wait for its end, then try again', 5),
  )

  return [
    definePlatformRoute({
      method: 'GET',
      path: `${organizationPath}/export`,
      operationId: 'exportPlatformOrganization',
      summary:
        'Export all that there is of an organization, without secrets, as JSON lines of one state; the last has the digest by which it can be deleted',
      scope: 'platform',
      answers: {
        200: {
          description:
            'A JSON object on each line, told apart by `kind`; the last is `end`, without which it is not whole',
          mediaTypes: [type],
        },
      },
      async handle({ contextOf, parameters, services }) {
        const ownId = parameters['organization'] ?? ''
        const { id } = await getOrganization(services, ownId)
        const context = contextOf(id)
        const exported = {
          type: 'AuditExported',
          subject: `${organizationPath.replace(':organization', ownId)}/export`,
        } as const
        const body = new PassThrough()
        const whole = few('', async () => {
          await recordEvents(services, id, context.cause, [{ ...exported, data: {} }])
          await services.store.snapshot(id, (reader) =>
            writeSteadily(exportOrganization(context, reader), body, context),
          )
        })
        // What fails before the first line is answered as any failure; later, the answer is cut.
        whole.then(
          () => body.end(),
          (error: unknown) => body.destroy(error as Error),
        )
        await Promise.race([once(body, 'readable'), whole])
        const headers = { 'Content-Disposition': 'attachment; filename="rolecall-organization.jsonl"' }
        return { status: 200, type, headers, body }
      },
    }),
    definePlatformRoute({
      method: 'DELETE',
      path: organizationPath,
      operationId: 'deletePlatformOrganization',
      summary: 'Delete a suspended organization of which you have the last whole export; there is no way back',
      scope: 'platform',
      query: [{ name: 'digest', description: 'That of the last line of the export', required: true }],
      answers: { 204: { description: 'It is deleted' } },
      async handle({ contextOf, parameters, query, services }) {
        const digest = new URLSearchParams(query).get('digest') ?? ''
        if (!/^[0-9a-f]{64}$/.test(digest))
          throw new BadRequest('digest must be that of the last line of the export: 64 hexadecimal digits')
        const { id } = await getOrganization(services, parameters['organization'] ?? '')
        await deleteOrganization(contextOf(id), digest)
        return { status: 204 }
      },
    }),
  ]
}
