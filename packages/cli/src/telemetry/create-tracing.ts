import type { Attributes, NewSpan, Span, Tracing } from '@rolecall/server/trace/tracing'

import type { Sdk } from './load-sdk.ts'

type Api = Sdk['api']

/** `00-<trace>-<span>-<flags>`; of a newer version as much as this one knows (https://www.w3.org/TR/trace-context/). */
const form = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:$|-)/

/** Traces by the API of OpenTelemetry, whatever SDK stands behind it. */
export function createTracing(
  { context, isSpanContextValid, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags }: Api,
  { organizations, version }: { readonly organizations: boolean; readonly version: string },
): Tracing {
  const tracer = trace.getTracer('rolecall', version)
  const kinds = {
    server: SpanKind.SERVER,
    client: SpanKind.CLIENT,
    producer: SpanKind.PRODUCER,
    internal: SpanKind.INTERNAL,
  }

  function toParent(traceparent: string | undefined) {
    const [, traceId = '', spanId = '', flags = ''] = form.exec(traceparent ?? '') ?? []
    const parent = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true }
    return isSpanContextValid(parent) ? trace.setSpanContext(ROOT_CONTEXT, parent) : undefined
  }

  /** A span that has ended is no parent: whoever still runs within it goes on by itself. */
  function current() {
    const span = trace.getActiveSpan()
    const hasEnded =
      span !== undefined && !span.isRecording() && (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0
    return hasEnded ? ROOT_CONTEXT : context.active()
  }

  return {
    organizations,
    isInside: () => trace.getActiveSpan()?.isRecording() === true,
    outside: (work) => context.with(ROOT_CONTEXT, work),
    open({ attributes, kind, name, parent }: NewSpan): Span {
      const within = toParent(parent) ?? current()
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes: given(attributes ?? {}) }, within)
      const { spanId, traceFlags, traceId } = span.spanContext()
      const inside = trace.setSpan(within, span)
      return {
        traceId,
        traceparent: `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`,
        run: (work) => context.with(inside, work),
        set(more, renamed) {
          if (renamed !== undefined) span.updateName(renamed)
          span.setAttributes(given(more))
        },
        fail(type) {
          span.setStatus({ code: SpanStatusCode.ERROR })
          span.setAttribute('error.type', type)
        },
        end: () => span.end(),
      }
    },
  }
}

function given(attributes: Attributes): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
