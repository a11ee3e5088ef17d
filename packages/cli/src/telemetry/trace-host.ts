import { ConfigurationError } from '@rolecall/core/errors'
import type { Tracing } from '@rolecall/server/trace/tracing'

import { packageVersion } from '../package-version.ts'
import { createTracing } from './create-tracing.ts'
import type { Sdk } from './load-sdk.ts'

/** The module `@opentelemetry/api`, as a product imports it that has an SDK: `import * as api from '@opentelemetry/api'`. */
export interface OpenTelemetryApi {
  readonly context: object
  readonly isSpanContextValid: (context: never) => boolean
  readonly ROOT_CONTEXT: object
  readonly SpanKind: object
  readonly SpanStatusCode: object
  readonly trace: object
  readonly TraceFlags: object
}

/** By what a product traces, which sends it wherever it sends its own. */
export interface HostTelemetry {
  readonly api: OpenTelemetryApi
  /** Whether spans name the organization by its id; they do not where it is left out. */
  readonly organizations?: boolean
}

const parts = ['context', 'isSpanContextValid', 'ROOT_CONTEXT', 'SpanKind', 'SpanStatusCode', 'trace', 'TraceFlags']

/** Throws ConfigurationError for what is not that module. */
export function traceByHost({ api, organizations = false }: HostTelemetry): Tracing {
  const given = (api ?? {}) as unknown as Readonly<Record<string, unknown>>
  const lacks = parts.filter((part) => given[part] === undefined)
  if (lacks.length > 0)
    throw new ConfigurationError(
      `telemetry.api is not the module @opentelemetry/api: it lacks ${lacks.join(', ')}. Install that beside the SDK (npm install @opentelemetry/api), and give all of it: import * as api from '@opentelemetry/api'`,
    )
  return createTracing(api as unknown as Sdk['api'], { organizations, version: packageVersion() })
}
