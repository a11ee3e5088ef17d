import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

import { ConfigurationError } from '@rolecall/core/errors'
import type * as OpenTelemetry from '@opentelemetry/sdk-node'

export type Sdk = typeof OpenTelemetry

const sdkName = '@opentelemetry/sdk-node'

/** What it was tried with; nothing of it comes with Rolecall, since most have no use for it. */
const sdkPackage = `${sdkName}@0.223.0`

/** The SDK, and what it brings itself. */
export interface LoadedSdk {
  readonly sdk: Sdk
  /** A package that the SDK depends on, which need not be where ours are. */
  readonly requireOfSdk: (name: string) => unknown
}

/**
 * Loads the SDK of OpenTelemetry from beside the configuration file, or else from beside Rolecall. Throws ConfigurationError where
 * it is not installed, with the command that does.
 */
export async function loadSdk(folder: string, own = import.meta.url): Promise<LoadedSdk> {
  const { resolve } = await import('import-meta-resolve')
  const broken: string[] = []
  for (const place of [pathToFileURL(join(folder, 'x.js')).href, own]) {
    try {
      const file = fileURLToPath(resolve(sdkName, place))
      const requireOfSdk = createRequire(file)
      return { sdk: requireOfSdk(file) as Sdk, requireOfSdk }
    } catch (error) {
      if (!isMissing(error)) broken.push(String(error))
    }
  }
  const reason = broken.length === 0 ? 'is not installed' : `can not be loaded (${broken.join('; ')})`
  throw new ConfigurationError(
    `telemetry is switched on, and the SDK of OpenTelemetry ${reason}. Install it beside Rolecall: npm install ${sdkPackage} – or take telemetry out of the configuration`,
  )
}

/** Whether it is the SDK itself that is not there. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith(`Cannot find package '${sdkName}'`)
}
