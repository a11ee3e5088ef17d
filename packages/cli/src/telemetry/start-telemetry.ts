import { randomUUID } from 'node:crypto'

import type { OwnMetrics } from '@rolecall/server/system/metrics'
import type { Tracing } from '@rolecall/server/trace/tracing'
import type { metrics as Metrics } from '@opentelemetry/sdk-node'

import type { TelemetrySettings } from '../configuration/configuration.ts'
import { packageVersion } from '../package-version.ts'
import { createTracing } from './create-tracing.ts'
import { loadSdk, type LoadedSdk } from './load-sdk.ts'
import { produceMetrics } from './produce-metrics.ts'

/** What a process sends by OpenTelemetry. */
export interface Telemetry {
  readonly tracing?: Tracing
  /** Has metrics read from now on; before that there are none. */
  readonly readMetrics: (read: () => Promise<OwnMetrics>) => void
  /** Sends what waits. A receiver that is away is not waited for, and ends nothing. */
  stop(): Promise<void>
}

/** Nothing is sent. */
const none: Telemetry = { readMetrics() {}, stop: () => Promise.resolve() }

/** How long a stop waits for the receiver, in milliseconds. */
const patience = 3_000

/** How often metrics are sent where `OTEL_METRIC_EXPORT_INTERVAL` says nothing, in milliseconds. */
const usualInterval = 60_000

/** Loads nothing where nothing is to be sent. Throws ConfigurationError where the SDK is not installed. */
export async function startTelemetry(
  settings: TelemetrySettings,
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Telemetry> {
  const { metrics, organizations, traces } = settings
  if (!traces && !metrics) return none
  const loaded = await loadSdk(folder)
  const { sdk } = loaded
  let read: () => Promise<OwnMetrics> = () => Promise.resolve([])
  const resource = sdk.resources.resourceFromAttributes({
    'service.name': 'rolecall',
    'service.version': packageVersion(),
    'service.instance.id': randomUUID(),
  })
  // The SDK reads them itself, and has no other way to be told that something is not wanted.
  if (!traces) environment['OTEL_TRACES_EXPORTER'] = 'none'
  environment['OTEL_METRICS_EXPORTER'] ??= 'none'
  environment['OTEL_LOGS_EXPORTER'] ??= 'none'
  const clock = { start: new Date(), now: () => new Date() }
  const producer = produceMetrics(sdk, resource, () => read(), clock)
  const started = new sdk.NodeSDK({
    resource,
    // Not that of the process: it sends the words of the command line, and a database has its password there.
    resourceDetectors: [sdk.resources.envDetector, sdk.resources.hostDetector],
    instrumentations: [],
    ...(metrics ? { metricReaders: [toReader(loaded, producer, environment)] } : {}),
  })
  started.start()
  return {
    ...(traces ? { tracing: createTracing(sdk.api, { organizations, version: packageVersion() }) } : {}),
    readMetrics: (by) => void (read = by),
    async stop() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, patience).unref())
      await Promise.race([started.shutdown().catch(() => undefined), late])
    },
  }
}

const exporters: Readonly<Record<string, string>> = {
  'http/json': '@opentelemetry/exporter-metrics-otlp-http',
  'http/protobuf': '@opentelemetry/exporter-metrics-otlp-proto',
  grpc: '@opentelemetry/exporter-metrics-otlp-grpc',
}

/** By the protocol that OpenTelemetry's own variables choose. */
function toReader(
  { requireOfSdk, sdk }: LoadedSdk,
  producer: Metrics.MetricProducer,
  environment: NodeJS.ProcessEnv,
): Metrics.MetricReader {
  const protocol =
    environment['OTEL_EXPORTER_OTLP_METRICS_PROTOCOL'] ?? environment['OTEL_EXPORTER_OTLP_PROTOCOL'] ?? 'http/protobuf'
  const name = exporters[protocol] ?? '@opentelemetry/exporter-metrics-otlp-proto'
  const { OTLPMetricExporter } = requireOfSdk(name) as {
    readonly OTLPMetricExporter: new () => Metrics.PushMetricExporter
  }
  const exportIntervalMillis = Number(environment['OTEL_METRIC_EXPORT_INTERVAL'] ?? usualInterval)
  return new sdk.metrics.PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(),
    exportIntervalMillis,
    exportTimeoutMillis: Math.min(exportIntervalMillis, 30_000),
    metricProducers: [producer],
  })
}
