import type { Outbound } from '../outbound/create-outbound.ts'
import { traced, type NewSpan, type Tracing } from './tracing.ts'

/** A span for each call of another server. Receivers of events are told which one it is; nobody else is. */
export function traceOutbound(outbound: Outbound, tracing: Tracing): Outbound {
  return {
    check: (path, url) => outbound.check(path, url),
    getJson: (url, read) => traced(tracing, toSpan('GET', url), () => outbound.getJson(url, read)),
    postForm: (url, form, read) => traced(tracing, toSpan('POST', url), () => outbound.postForm(url, form, read)),
    post: (url, message) =>
      traced(tracing, toSpan('POST', url), async (span) => {
        const headers = { ...message.headers, traceparent: span.traceparent }
        const answer = await outbound.post(url, { ...message, headers })
        span.set({ 'http.response.status_code': answer.status })
        if (answer.status >= 400) span.fail(String(answer.status))
        return answer
      }),
  }
}

/** Without path and query, which some receivers take for a secret. */
function toSpan(method: 'GET' | 'POST', url: string): NewSpan {
  const address = URL.canParse(url) ? new URL(url).hostname : undefined
  return { name: method, kind: 'client', attributes: { 'http.request.method': method, 'server.address': address } }
}
