import { readFile } from 'node:fs/promises'
import { dirname, isAbsolute, relative, resolve } from 'node:path'

import { ConfigurationError } from '@rolecall/core/errors'
import type { CursorOptions } from '@rolecall/core/change/operation-context'
import { defaultNoticeThresholds, type NoticeThresholds } from '@rolecall/core/directory/notice'
import type { Issue } from '@rolecall/core/scim/errors'
import { standardResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import * as v from 'valibot'

import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { defaultTimes } from './default-times.ts'
import {
  database,
  host,
  httpUrl,
  key,
  logLevel,
  port,
  processes,
  ssoSecret,
  telemetry,
} from './configuration-schema.ts'
import type { Configuration, TelemetrySettings } from './configuration.ts'
import type { ConfigurationFile } from './parse-configuration-file.ts'

/** Flags as the command line has them; a command has those that it declares. */
export interface ConfigurationFlags {
  readonly config?: string
  readonly port?: string
  readonly host?: string
  readonly processes?: string
  readonly database?: string
  readonly baseUrl?: string
  readonly logLevel?: string
  readonly url?: string
  readonly key?: string
}

export interface ConfigurationSources {
  readonly flags: ConfigurationFlags
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Where the command was started: relative paths of flags and environment start here. */
  readonly folder: string
}

const defaultFile = 'rolecall.config.yaml'

/** The settings that a flag or the environment can give, each as a text. */
const settings = {
  port: { flag: '--port', variable: 'ROLECALL_PORT', schema: v.pipe(v.string(), v.transform(toNumber), port) },
  host: { flag: '--host', variable: 'ROLECALL_HOST', schema: host },
  processes: {
    flag: '--processes',
    variable: 'ROLECALL_PROCESSES',
    schema: v.pipe(v.string(), v.transform(toNumber), processes),
  },
  database: { flag: '--database', variable: 'ROLECALL_DATABASE', schema: database },
  baseUrl: { flag: '--base-url', variable: 'ROLECALL_BASE_URL', schema: httpUrl },
  logLevel: { flag: '--log-level', variable: 'ROLECALL_LOG_LEVEL', schema: logLevel },
  url: { flag: '--url', variable: 'ROLECALL_URL', schema: httpUrl },
  telemetry: { flag: '', variable: 'ROLECALL_TELEMETRY', schema: telemetry },
  key: { flag: '--key', variable: 'ROLECALL_KEY', schema: key },
  /** No flag: everybody on the machine can read those. */
  ssoSecret: { flag: '', variable: 'ROLECALL_SSO_SECRET', schema: ssoSecret },
} as const

type Settings = typeof settings
/** Settings by flag or by environment, checked. */
export type GivenSettings = { readonly [Name in keyof Settings]?: v.InferOutput<Settings[Name]['schema']> }

/**
 * Flags over environment over `rolecall.config.yaml`. Throws CommandError for wrong flags,
 * ConfigurationError for the rest, each with every mistake.
 */
export async function readConfiguration({ environment, flags, folder }: ConfigurationSources): Promise<Configuration> {
  const flagged = checkFlags(flags)
  const variables = Object.fromEntries(
    Object.entries(settings).map(([name, { variable }]) => [name, environment[variable] || undefined]),
  )
  const surrounding = check(variables, 'variable')
  if (surrounding.issues.length > 0) throw new ConfigurationError('The environment is wrong', surrounding.issues)
  const { content, file } = await readFileSettings(
    flags.config ?? (environment['ROLECALL_CONFIG'] || undefined),
    folder,
  )
  const given = { ...surrounding.values, ...flagged }
  const fileFolder = file === null ? folder : dirname(file)
  return {
    port: given.port ?? content.port ?? 3000,
    host: given.host ?? content.host ?? '127.0.0.1',
    processes: given.processes ?? content.processes ?? 1,
    database:
      given.database === undefined
        ? toAbsoluteDatabase(content.database ?? 'sqlite:rolecall.db', fileFolder)
        : toAbsoluteDatabase(given.database, folder),
    baseUrl: given.baseUrl ?? content.baseUrl ?? null,
    logLevel: given.logLevel ?? content.logLevel ?? 'info',
    plugins: content.plugins ?? null,
    cursor: toCursorOptions(content.cursor),
    resourceTypes: content.resourceTypes ?? standardResourceTypes,
    provisioningLog: {
      keepMs: content.provisioningLog?.keep ?? defaultTimes.keepRequests,
      bodies: content.provisioningLog?.bodies ?? true,
    },
    verification: { everyMs: content.verification?.every ?? defaultTimes.betweenVerifications },
    notices: toNoticeThresholds(content.notices),
    telemetry: toTelemetry(content.telemetry, given.telemetry),
    outbound: { allow: content.outbound?.allow ?? [] },
    ssoSecret: given.ssoSecret ?? content.sso?.secret ?? null,
    trustedProxies: content.trustedProxies ?? [],
    limits: content.limits ?? {},
    server: { url: given.url ?? content.server?.url ?? null, key: given.key ?? content.server?.key ?? null },
    file,
  }
}

/** What the flags say. Throws CommandError with every mistake. */
export function checkFlags(flags: ConfigurationFlags): GivenSettings {
  const { issues, values } = check({ ...flags }, 'flag')
  if (issues.length > 0) throw new CommandError(issues.map(toLine).join('\n'), exitCode.usage)
  return values
}

function check(
  texts: Readonly<Record<string, string | undefined>>,
  source: 'flag' | 'variable',
): { readonly values: GivenSettings; readonly issues: readonly Issue[] } {
  const values: Record<string, unknown> = {}
  const issues: Issue[] = []
  for (const [name, setting] of Object.entries(settings)) {
    const text = texts[name]
    if (text === undefined) continue
    const result = v.safeParse(setting.schema, text)
    if (result.success) values[name] = result.output
    else issues.push({ path: setting[source], message: result.issues[0].message })
  }
  return { values, issues }
}

async function readFileSettings(
  named: string | undefined,
  folder: string,
): Promise<{ readonly content: ConfigurationFile; readonly file: string | null }> {
  const file = resolve(folder, named ?? defaultFile)
  const name = toShownPath(file, folder)
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (named === undefined && isMissing(error)) return { content: {}, file: null }
    throw new ConfigurationError(`The configuration file ${name} can not be read: ${(error as Error).message}`)
  }
  const { parseConfigurationFile } = await import('./parse-configuration-file.ts')
  return { content: parseConfigurationFile(text, name), file }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** As a person would type it: relative where it is below. */
function toShownPath(file: string, folder: string): string {
  const path = relative(folder, file)
  return path.startsWith('..') || isAbsolute(path) ? file : path
}

function toAbsoluteDatabase(url: string, folder: string): string {
  if (!url.startsWith('sqlite:')) return url
  const path = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '')
  return `sqlite:${resolve(folder, path)}`
}

/** What the environment says takes the place of both switches, so that one of them can be turned off. */
function toTelemetry(file: ConfigurationFile['telemetry'], given: GivenSettings['telemetry']): TelemetrySettings {
  return {
    traces: given?.traces ?? file?.traces ?? false,
    metrics: given?.metrics ?? file?.metrics ?? false,
    organizations: file?.organizations ?? false,
  }
}

function toNoticeThresholds(given: ConfigurationFile['notices']): NoticeThresholds {
  return {
    holdWaits: given?.holdWaits ?? defaultNoticeThresholds.holdWaits,
    providerSilent: given?.providerSilent ?? defaultNoticeThresholds.providerSilent,
    secretEnds: given?.secretEnds ?? defaultNoticeThresholds.secretEnds,
  }
}

function toCursorOptions({ expires, secret }: NonNullable<ConfigurationFile['cursor']> = {}): CursorOptions {
  return {
    ...(expires === undefined ? {} : { lifetime: expires }),
    ...(secret === undefined ? {} : { secret: new TextEncoder().encode(secret) }),
  }
}

/** NaN for what is no whole number, which the schema then refuses. */
function toNumber(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
}

function toLine({ message, path }: Issue): string {
  return `${path}: ${message}`
}
