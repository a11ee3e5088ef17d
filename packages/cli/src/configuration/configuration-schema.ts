import { isIP } from 'node:net'

import { findNearest } from '@rolecall/rules/text/find-nearest'
import { lowestRate } from '@rolecall/server/fairness/rate'
import { isPlace } from '@rolecall/server/outbound/allowed-places'
import * as v from 'valibot'

import { bundledNames, bundledWord } from '../bundled-names.ts'
import { logLevels } from './configuration.ts'

const portMessage = 'a port from 0 to 65535 was expected'
const urlMessage = 'an address such as https://rolecall.example.com was expected'

export const port = v.pipe(
  v.number(portMessage),
  v.integer(portMessage),
  v.minValue(0, portMessage),
  v.maxValue(65_535, portMessage),
)

const processesMessage = 'a number of processes from 1 to 64 was expected'

export const processes = v.pipe(
  v.number(processesMessage),
  v.integer(processesMessage),
  v.minValue(1, processesMessage),
  v.maxValue(64, processesMessage),
)

export const host = v.pipe(
  v.string('a host name or an address was expected'),
  v.nonEmpty('a host name or an address was expected'),
)

const databaseMessage = 'a database was expected: sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE'

export const database = v.pipe(v.string(databaseMessage), v.regex(/^(sqlite:.|postgres(ql)?:\/\/.)/s, databaseMessage))

/** What makes a text an address by HTTP; also what the JSON Schema says of it. */
export const isAddress = v.check<string, string>((text) => isHttpUrl(text), urlMessage)

const address = v.pipe(v.string(urlMessage), isAddress)

/** An address by HTTP, without the slashes at its end. */
export const httpUrl = v.pipe(address, v.transform(withoutSlashes))

export const logLevel = v.picklist(logLevels, `one of ${logLevels.join(', ')} was expected`)

export const key = v.pipe(
  v.string('an API key was expected'),
  v.startsWith('rc_', 'an API key was expected: it starts with rc_'),
)

const pluginName = v.pipe(
  v.string('the name of a plugin, or { use: NAME, config: … }, was expected'),
  v.nonEmpty('the name of a plugin was expected'),
)

const pluginEntry = { use: v.pipe(pluginName, v.notValue(bundledWord)), config: v.optional(v.unknown()) }

const bundledName = v.picklist(bundledNames, ({ input, received }) => {
  const nearest = findNearest(String(input), bundledNames)
  const hint = nearest === undefined ? `bundled are ${bundledNames.join(', ')}` : `did you mean '${nearest}'?`
  return `${received} is no bundled plugin; ${hint}`
})

const bundledEntry = {
  use: v.literal(bundledWord),
  without: v.optional(v.array(bundledName, 'a list of bundled plugins was expected, such as [ping, keycloak]')),
}

/** A plugin by its name alone, and with its configuration; all bundled ones, and all but some. */
export const pluginForms = [pluginName, v.strictObject(pluginEntry), v.strictObject(bundledEntry)] as const

/** What an entry of the list says, however it is written. */
interface GivenPlugin {
  readonly use: string
  readonly config: unknown
  readonly without: readonly string[]
}

const named = v.pipe(
  pluginForms[0],
  v.transform((use): GivenPlugin => ({ use, config: undefined, without: [] })),
)
const configured = v.pipe(
  pluginForms[1],
  v.transform(({ config, use }): GivenPlugin => ({ use, config, without: [] })),
)
const bundled = v.pipe(
  pluginForms[2],
  v.transform(({ use, without = [] }): GivenPlugin => ({ use, config: undefined, without })),
)

/** A choice by what is there, so that a mistake is told of the form that was meant. */
export const pluginReference = v.lazy((input): v.GenericSchema<unknown, GivenPlugin> => {
  if (isBundled(input)) return bundled
  return isObject(input) ? configured : named
})

const hoursMessage = 'a time such as 30d or 12h was expected'
const day = 24 * 60 * 60 * 1_000

/** A time of hours or days, in milliseconds. */
function hoursOrDays(description: string) {
  return v.pipe(
    v.string(hoursMessage),
    v.regex(/^[1-9]\d{0,4}h$|^[1-9]\d{0,3}d$/, hoursMessage),
    v.description(description),
    v.transform(toMilliseconds),
  )
}

const provisioningLogEntry = {
  keep: v.optional(hoursOrDays('How long requests are kept, in hours (12h) or days; 30d by default')),
  bodies: v.optional(
    v.pipe(v.boolean('true or false was expected'), v.description('Whether bodies are kept, masked; true by default')),
  ),
}

const verificationEntry = {
  every: v.optional(hoursOrDays('How often, in hours (12h) or days (7d); 24h by default')),
}

const telemetrySignals = ['traces', 'metrics'] as const

const telemetryMessage = 'traces, metrics, or both with a comma between them, was expected'

/** `traces,metrics` of the environment. */
export const telemetry = v.pipe(
  v.string(telemetryMessage),
  v.check((text) => text.split(',').every((word) => isSignal(word.trim())), telemetryMessage),
  v.transform((text) => {
    const words = text.split(',').map((word) => word.trim())
    return { traces: words.includes('traces'), metrics: words.includes('metrics') }
  }),
)

function switchOf(description: string) {
  return v.optional(v.pipe(v.boolean('true or false was expected'), v.description(description)))
}

const telemetryEntry = {
  traces: switchOf(
    'Whether requests, changes, statements and deliveries are traced by OpenTelemetry; false by default',
  ),
  metrics: switchOf('Whether what /metrics shows is sent by OpenTelemetry, too; false by default'),
  organizations: switchOf('Whether spans name the organization by its id; false by default'),
}

const stepsMessage = 'a list of times such as [30d, 7d, 1d] was expected'

const noticesEntry = {
  secretEnds: v.optional(
    v.pipe(
      v.array(hoursOrDays('A time in hours (12h) or days (7d)'), stepsMessage),
      v.maxLength(10, 'at most ten times were expected'),
      v.description(
        'How long before a key or the last secret of a client ends that is told; [30d, 7d, 1d] by default, [] for never',
      ),
    ),
  ),
  providerSilent: v.optional(
    hoursOrDays('How long a provider that used to call may be silent, in hours (12h) or days; 7d by default'),
  ),
  holdWaits: v.optional(hoursOrDays('How long a hold may wait for an owner, in hours (12h) or days; 1d by default')),
}

const placesMessage = 'a list of hosts, addresses and ranges such as 10.0.0.0/8 was expected'

const outboundEntry = {
  allow: v.optional(
    v.pipe(
      v.array(
        v.pipe(
          v.string('a host, an address or a range such as 10.0.0.0/8 was expected'),
          v.check(isPlace, 'a host, an address or a range such as 10.0.0.0/8 was expected, without scheme and port'),
        ),
        placesMessage,
      ),
      v.description(
        'Hosts, addresses and ranges that may be called though they are not of the Internet, such as an internal identity provider; none by default',
      ),
    ),
  ),
}

/** A whole number that is at least so much. */
function atLeast(least: number, description: string) {
  const message = `a whole number from ${least} on was expected`
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.description(description))
}

const proxyMessage = 'an address or a network such as 10.0.0.0/8 was expected'

/** What `BlockList` of Node takes: an address, or one with how many of its bits count. */
function isNetwork(text: string): boolean {
  const [, network = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const family = isIP(network)
  return family !== 0 && (bits === undefined || Number(bits) <= (family === 6 ? 128 : 32))
}

const limitsEntry = {
  requestsPerSecond: v.optional(
    atLeast(
      lowestRate,
      'The most requests of an organization in a second, on each server; without it as many as it can',
    ),
  ),
  connections: v.optional(atLeast(64, 'The most connections at a time; 4096 by default')),
  idleConnections: v.optional(atLeast(64, 'The most connections without a request under way; 2048 by default')),
}

const serverEntry = {
  url: v.optional(describedUrl('Where the server is, such as http://127.0.0.1:3000')),
  key: v.optional(
    v.pipe(key, v.description('A key with the scope organization; better kept in the environment as ROLECALL_KEY')),
  ),
}

const durationMessage = 'a time such as 30m, 1h or 7d was expected'
const secondsIn: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 }

/** A time in words such as `30m`; in seconds, from one to a hundred years. */
function duration(description: string) {
  return v.pipe(
    v.string(durationMessage),
    v.regex(/^[1-9]\d{0,4}[smhd]$/, durationMessage),
    v.description(description),
    v.transform((text) => Number(text.slice(0, -1)) * (secondsIn[text.slice(-1)] ?? 1)),
  )
}

const secretMessage = 'a text of at least 32 characters was expected'

const cursorEntry = {
  expires: v.optional(duration('How long a client may wait with the next page, such as 30m; 1h by default')),
  secret: v.optional(
    v.pipe(
      v.string(secretMessage),
      v.minLength(32, secretMessage),
      v.description('What cursors are sealed with, the same on all servers; by default the database keeps one'),
    ),
  ),
}

/** What client secrets of SSO connections are sealed with. */
export const ssoSecret = v.pipe(v.string(secretMessage), v.minLength(32, secretMessage))

const ssoEntry = {
  secret: v.optional(
    v.pipe(
      ssoSecret,
      v.description(
        'What client secrets of SSO connections are sealed with, the same on all servers; better kept in the environment as ROLECALL_SSO_SECRET. Without it connections are public clients with PKCE',
      ),
    ),
  ),
}

const fileEntries = {
  port: v.optional(v.pipe(port, v.description('The port to listen on, 0 for a free one; 3000 by default'))),
  processes: v.optional(
    v.pipe(processes, v.description('Processes that listen on the port, on PostgreSQL; 1 by default')),
  ),
  host: v.optional(
    v.pipe(host, v.description('The address to listen on, 0.0.0.0 for all of this machine; 127.0.0.1 by default')),
  ),
  database: v.optional(
    v.pipe(
      database,
      v.description(
        'sqlite:PATH, relative to this file, or postgres://USER:PASSWORD@HOST/DATABASE; sqlite:rolecall.db by default',
      ),
    ),
  ),
  baseUrl: v.optional(describedUrl('Where clients reach the server, such as https://rolecall.example.com')),
  logLevel: v.optional(v.pipe(logLevel, v.description('How much is logged; info by default'))),
  plugins: v.optional(
    v.pipe(
      v.array(pluginReference, 'a list of plugins was expected, such as [bundled, { use: ./my-plugin.js }]'),
      v.description(
        'What runs, in this order: bundled stands for all bundled plugins that the list does not name; others by package name or path from this file',
      ),
    ),
  ),
  cursor: v.optional(
    v.pipe(
      v.strictObject(cursorEntry, 'expires and secret of cursors were expected'),
      v.description('The pages of SCIM lists by cursor (RFC 9865)'),
    ),
  ),
  provisioningLog: v.optional(
    v.pipe(
      v.strictObject(provisioningLogEntry, 'keep and bodies were expected'),
      v.description('What is kept of the requests of identity providers'),
    ),
  ),
  verification: v.optional(
    v.pipe(
      v.strictObject(verificationEntry, 'every was expected'),
      v.description('How often the roles of everybody are computed again from the facts and compared'),
    ),
  ),
  notices: v.optional(
    v.pipe(
      v.strictObject(noticesEntry, 'secretEnds, providerSilent and holdWaits were expected'),
      v.description('From when on it is told that something waits for somebody'),
    ),
  ),
  outbound: v.optional(
    v.pipe(
      v.strictObject(outboundEntry, 'allow was expected'),
      v.description('What the server asks of others: the key sets of single sign-on'),
    ),
  ),
  telemetry: v.optional(
    v.pipe(
      v.strictObject(telemetryEntry, 'traces, metrics and organizations were expected'),
      v.description(
        'What is sent by OpenTelemetry; where to is said by its own variables, such as OTEL_EXPORTER_OTLP_ENDPOINT',
      ),
    ),
  ),
  sso: v.optional(
    v.pipe(v.strictObject(ssoEntry, 'secret was expected'), v.description('Single sign-on to the console')),
  ),
  trustedProxies: v.optional(
    v.pipe(
      v.array(
        v.pipe(v.string(proxyMessage), v.check(isNetwork, proxyMessage)),
        'a list of addresses and networks such as 10.0.0.0/8 was expected',
      ),
      v.description(
        'Proxies before this server, whose X-Forwarded-For says where a request comes from; none by default, and then the audit has the address of the proxy',
      ),
    ),
  ),
  limits: v.optional(
    v.pipe(
      v.strictObject(limitsEntry, 'requestsPerSecond, connections and idleConnections were expected'),
      v.description('What clients may ask of this server'),
    ),
  ),
  server: v.optional(
    v.pipe(
      v.strictObject(serverEntry, 'url and key of a server were expected'),
      v.description('The server that rolecall mapping and the other commands for a running server speak to'),
    ),
  ),
  /** Read by `parseSchemas`, which knows what a schema is. */
  schemas: v.optional(
    v.pipe(v.unknown(), v.description('Schema extensions and attributes of our own, as docs/schemas.md says')),
  ),
}

/** `rolecall.config.yaml`, parsed. */
export const configurationFile = v.strictObject(fileEntries, 'a mapping of settings was expected')

/** Settings with keys of their own; all others with keys are plugins. */
const sections = new Map<PropertyKey | undefined, object>([
  ['cursor', cursorEntry],
  ['limits', limitsEntry],
  ['notices', noticesEntry],
  ['outbound', outboundEntry],
  ['provisioningLog', provisioningLogEntry],
  ['server', serverEntry],
  ['sso', ssoEntry],
  ['telemetry', telemetryEntry],
  ['verification', verificationEntry],
])

/** The keys that may stand in this object, which is at this place of the file. */
export function keysAt(path: readonly PropertyKey[], object: unknown): readonly string[] {
  if (path.length === 0) return Object.keys(fileEntries)
  return Object.keys(sections.get(path[0]) ?? (isBundled(object) ? bundledEntry : pluginEntry))
}

/** `httpUrl` with a description where the JSON Schema finds it: before the text is changed. */
function describedUrl(description: string) {
  return v.pipe(address, v.description(description), v.transform(withoutSlashes))
}

function withoutSlashes(text: string): string {
  return text.replace(/\/+$/, '')
}

function isSignal(word: string): boolean {
  return telemetrySignals.some((signal) => signal === word)
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function isBundled(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'use' in value && value.use === bundledWord
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

function toMilliseconds(text: string): number {
  return Number.parseInt(text, 10) * (text.endsWith('d') ? day : day / 24)
}
