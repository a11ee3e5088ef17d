import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { PluginEntry } from '@rolecall/core/host/plugin-entry'
import { ConfigurationError } from '@rolecall/core/errors'
import { createOutbound } from '@rolecall/server/outbound/create-outbound'

import { bundledNames } from '../bundled-names.ts'
import { compose } from '../compose.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { loadPlugins, type LoadedPlugin } from '../configuration/load-plugins.ts'
import { readConfiguration } from '../configuration/read-configuration.ts'
import { describeError } from '../output/describe-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { createLog } from '../output/log.ts'
import { packageVersion } from '../package-version.ts'
import { checkBaseUrl } from './check-base-url.ts'
import { checkDatabase } from './check-database.ts'
import { checkTelemetry } from './check-telemetry.ts'
import { checkTokenEndpoint, replayExchange } from './check-token-endpoint.ts'
import { checkOrganization } from './check-organization.ts'
import { failure, ok, skipped, type CheckName, type CheckResult } from './check-result.ts'
import { findPackage } from './find-package.ts'
import { printResults } from './print-results.ts'

/** As commander has parsed them. */
export interface DoctorFlags {
  readonly database?: string
  readonly config?: string
  readonly baseUrl?: string
  /** The OAuth client as which Entra's Test connection is replayed. */
  readonly client?: string
  readonly json?: true
}

/** Looks at everything that a server depends on; what is wrong makes the exit code 1, warnings don't. */
export async function doctor(flags: DoctorFlags): Promise<void> {
  const results = await examine(flags)
  if (results.some(({ state }) => state === 'error')) process.exitCode = exitCode.failure
  await printResults(results, flags.json === true)
}

async function examine(flags: DoctorFlags): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = []
  const configuration = await attempt('configuration', results, () =>
    readConfiguration({ flags, environment: process.env, folder: process.cwd() }),
  )
  if (configuration === undefined) return [...results, skipped('database', 'needs the configuration')]
  results.push(ok('configuration', configuration.file ?? 'there is no file; flags, environment and defaults'))
  const plugins = await attempt('plugins', results, () => loadPlugins(configuration))
  if (plugins !== undefined) results.push(ok('plugins', describePlugins(plugins)))
  results.push(await checkTelemetry(configuration))
  const { isUsable, results: database } = await checkDatabase(configuration.database)
  const address = await checkBaseUrl(configuration.baseUrl)
  results.push(...database, ...address)
  if (configuration.baseUrl !== null && isAnswered(address))
    results.push(await checkTokenEndpoint(configuration.baseUrl))
  if (!isUsable || plugins === undefined) return [...results, skipped('mapping', 'needs the database and the plugins')]
  return [...results, ...(await checkOrganizations(configuration, plugins, flags.client))]
}

const noStart = 'Without that the server does not start.'

/** A mistake is a result of the check, each of several one of its own. */
async function attempt<T>(check: CheckName, results: CheckResult[], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    const issues = error instanceof ConfigurationError ? error.issues : []
    const messages =
      issues.length === 0 ? [describeError(error).text] : issues.map(({ message, path }) => `${path}: ${message}`)
    for (const message of messages)
      results.push(
        failure(check, message, check === 'plugins' ? `${noStart} More about them: rolecall plugin list` : noStart),
      )
    return undefined
  }
}

/** A bundled plugin has the version of Rolecall; of another one its package says it. */
function describePlugins(plugins: readonly LoadedPlugin[]): string {
  const names = plugins.map(({ module, origin, plugin }) => {
    if (module === null) return plugin.name
    const found = findPackage(module)
    return `${plugin.name} (${found === undefined ? origin : `${found}, ${origin}`})`
  })
  const running = plugins.map(({ plugin }) => plugin.name)
  const others = bundledNames.filter((name) => !running.includes(name))
  const left = others.length === 0 ? '' : `; bundled, and not in the list: ${others.join(', ')}`
  return `Rolecall ${packageVersion()}, plugin API 1: ${names.join(', ')}${left}`
}

/** Whether Rolecall is what answers at the address; else that it is not says enough. */
function isAnswered(address: readonly CheckResult[]): boolean {
  return address.every(({ check, state }) => check !== 'base URL' || state !== 'error')
}

async function replay(services: OperationServices, client: string, baseUrl: string | null): Promise<CheckResult> {
  return baseUrl === null ? skipped('token endpoint', 'needs the base URL') : replayExchange(services, client, baseUrl)
}

async function checkOrganizations(
  { baseUrl, database, logLevel, outbound, resourceTypes, ssoSecret }: Configuration,
  plugins: readonly PluginEntry[],
  client: string | undefined,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = []
  const composition = await attempt('plugins', results, () =>
    compose({ database, plugins, resourceTypes, ssoSecret, log: createLog(logLevel === 'info' ? 'warn' : logLevel) }),
  )
  if (composition === undefined) return results
  try {
    if (client !== undefined) results.push(await replay(composition.services, client, baseUrl))
    const organizations = await composition.services.store.organizations.list()
    for (const organization of organizations) {
      results.push(...(await checkOrganization(composition.services, organization, createOutbound(outbound))))
    }
    return results
  } finally {
    await composition.close()
  }
}
