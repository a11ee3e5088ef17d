import { dirname } from 'node:path'

import type { Configuration } from '../configuration/configuration.ts'
import { describeError } from '../output/describe-error.ts'
import { loadSdk } from '../telemetry/load-sdk.ts'
import { failure, ok, type CheckResult } from './check-result.ts'

/** Which signals are sent by OpenTelemetry, where to, and whether its SDK is there. */
export async function checkTelemetry(
  { file, telemetry: { metrics, organizations, traces } }: Pick<Configuration, 'file' | 'telemetry'>,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<CheckResult> {
  const signals = [...(traces ? ['traces'] : []), ...(metrics ? ['metrics'] : [])]
  if (signals.length === 0) return ok('telemetry', 'nothing is sent by OpenTelemetry; /metrics is there for Prometheus')
  try {
    await loadSdk(file === null ? process.cwd() : dirname(file))
  } catch (error) {
    return failure('telemetry', describeError(error).text, 'Without that the server does not start.')
  }
  const receiver = environment['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? 'http://localhost:4318'
  const named = traces && organizations ? ', with the organization of each' : ''
  return ok('telemetry', `${signals.join(' and ')} are sent by OpenTelemetry to ${withoutUser(receiver)}${named}`)
}

/** An address may have a password in it. */
function withoutUser(address: string): string {
  return URL.canParse(address) ? new URL(address).host : 'an address that is none'
}
