import type { RequestContext, Step } from '../http/request-state.ts'
import type { Attributes, Tracing } from './tracing.ts'

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** A span for each request, by its route: parts of a path name people. It goes on with the trace that the client is in. */
export function traceRequests(tracing: Tracing): Step {
  return async (context, next) => {
    const { method, req, state } = context
    const { traceparent } = req.headers
    const known = methods.has(method) ? method : '_OTHER'
    const span = tracing.open({
      name: known,
      kind: 'server',
      parent: typeof traceparent === 'string' ? traceparent : undefined,
      attributes: { 'http.request.method': known },
    })
    state.trace = { id: span.traceId, parent: span.traceparent }
    try {
      await span.run(next)
    } finally {
      const { status } = context.response
      const route = state.route?.path
      span.set(toAttributes(context, tracing.organizations), route === undefined ? known : `${known} ${route}`)
      if (status >= 500) span.fail(String(status))
      span.end()
    }
  }
}

/** Names of https://opentelemetry.io/docs/specs/semconv/http/http-spans/, and ours. */
function toAttributes({ response, state }: RequestContext, organizations: boolean): Attributes {
  const { key, provider, requestId, route } = state
  return {
    'http.response.status_code': response.status,
    'http.route': route?.path,
    'rolecall.request.id': requestId,
    'rolecall.provider': provider ?? undefined,
    'rolecall.organization.id':
      organizations && key !== undefined && key.kind !== 'platform' ? key.organizationId : undefined,
  }
}
