import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'

import type { Logger } from 'pino'

import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import type { OperationContext, OperationServices } from '@rolecall/core/change/operation-context'
import { TooLongAtOnce } from '@rolecall/core/provisioning/query/long-list'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import type { StoreReader } from '@rolecall/core/store'

import { toLoggedError } from '../error/to-logged-error.ts'
import type { AuditNotes } from '../audit/audit-notes.ts'
import type { Answer } from '../route/answer.ts'
import type { PlatformRequest, PublicRequest, RouteRequest } from '../route/route-request.ts'
import { scimPath } from '../route/scim-path.ts'
import type { AnyRoute } from '../route/route.ts'
import { createAnswerInParts } from './answer-in-parts.ts'
import { doConfirmed } from './confirm-key.ts'
import { joinStories } from '@rolecall/core/directory/story'

import { toProvider, tolerancesOff } from './provider-of-key.ts'
import type { RequestContext, RequestState, Step } from './request-state.ts'
import { isSentAsIs, send } from './send.ts'
import type { Site } from './site.ts'
import { toPublicRequest } from './to-public-request.ts'
import { writeJson } from './write-json.ts'

/** Hands the request to its route's handler and sends what that answers. */
export function runHandler(services: OperationServices, notes: AuditNotes, site: Site, log: Logger): Step {
  const answerInParts = createAnswerInParts(services.store)
  return async (context) => {
    let answer: Answer
    try {
      answer = await doConfirmed(context, services, notes, () => handle(context, services, site, log))
    } catch (error) {
      if (!(error instanceof TooLongAtOnce)) throw error
      const { organizationId } = context.state.key as ApiKeyRecord
      return answerInParts(context, organizationId, (reader) => handle(context, services, site, log, reader))
    }
    if (context.method === 'HEAD' && answer.body instanceof Readable) await readToEnd(answer.body)
    if (answer.body === undefined || isSentAsIs(answer.body)) send(context, answer)
    else send(context, answer, await writeJson(answer.body, context.state.pause))
  }
}

/** HEAD is answered when what a GET would hold while it is sent has been given back: else the GET behind it would find it taken. */
async function readToEnd(body: Readable): Promise<void> {
  body.resume()
  await finished(body)
}

function handle(
  context: RequestContext,
  services: OperationServices,
  site: Site,
  log: Logger,
  over?: StoreReader,
): Promise<Answer> {
  const { state } = context
  const route = state.route as AnyRoute
  const request = toPublicRequest(context, site)
  if (route.scope === null) return route.handle(request)
  if (route.scope === 'platform') return route.handle(toPlatformRequest(request, state, services, log))
  return route.handle(toRouteRequest(request, state, services, log, over))
}

function toPlatformRequest(
  request: PublicRequest,
  state: RequestState,
  services: OperationServices,
  log: Logger,
): PlatformRequest<unknown> {
  const key = state.key as ApiKeyRecord
  const { gone, parameters = {}, pause } = state
  const { cause, origin } = request
  return {
    ...request,
    services,
    key,
    parameters,
    gone,
    contextOf: (organizationId) => ({
      ...services,
      organizationId,
      cause,
      baseUrl: origin + scimPath,
      tolerances: new Tolerances(),
      connectionId: '',
      gone,
      pause,
    }),
    report: toReport(request, state, log),
  }
}

function toReport({ requestId }: PublicRequest, { route }: RequestState, log: Logger): (error: unknown) => void {
  return (error) => log.error({ requestId, route: route?.path, error: toLoggedError(error) }, 'request failed')
}

/** Written out: spreading the services and the request costs more than everything else here. */
function toRouteRequest(
  request: PublicRequest,
  state: RequestState,
  {
    store,
    host,
    resourceTypes,
    mappings,
    roles,
    background,
    commits,
    connectionKey,
    cursor,
    notices,
    now,
    newId,
    randomBytes,
  }: OperationServices,
  log: Logger,
  over: StoreReader | undefined,
): RouteRequest<unknown> {
  const { origin, query, headers, parameter, body, admitted, requestId, aside, cause } = request
  const key = state.key as ApiKeyRecord
  const provider = state.route?.scope === 'scim' ? toProvider(key, { query, body, headers }, host, store) : undefined
  if (provider !== undefined) state.provider = provider
  const tolerances = new Tolerances({ strict: key.strict, off: tolerancesOff(key, host) })
  state.tolerances = tolerances
  const context: { -readonly [Name in keyof OperationContext]: OperationContext[Name] } = {
    store: over === undefined ? (state.confirmation?.store ?? store) : { ...store, read: () => over },
    longLists: over === undefined ? 'refused' : 'in parts',
    host,
    resourceTypes,
    mappings,
    roles,
    background,
    commits,
    now,
    newId,
    randomBytes,
    organizationId: key.organizationId,
    cause,
    baseUrl: origin + scimPath,
    tolerances,
    provider: key.provider,
    connectionId: key.connectionId ?? '',
    gone: state.gone,
    pause: state.pause,
  }
  if (state.route?.scope === 'scim')
    context.tell = (story) => void (state.story = joinStories(state.story ?? [], story))
  if (cursor !== undefined) context.cursor = cursor
  if (notices !== undefined) context.notices = notices
  if (connectionKey !== undefined) context.connectionKey = connectionKey
  const report = toReport(request, state, log)
  return { origin, query, headers, context, key, parameter, body, admitted, requestId, aside, cause, report }
}
