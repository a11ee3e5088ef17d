import * as v from 'valibot'

import { logLevels } from './configuration.ts'

const portMessage = 'a port from 0 to 65535 was expected'
const urlMessage = 'an address such as https://rolecall.example.com was expected'

export const port = v.pipe(
  v.number(portMessage),
  v.integer(portMessage),
  v.minValue(0, portMessage),
  v.maxValue(65_535, portMessage),
)

export const host = v.pipe(
  v.string('a host name or an address was expected'),
  v.nonEmpty('a host name or an address was expected'),
)

const databaseMessage = 'a database was expected: sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE'

export const database = v.pipe(v.string(databaseMessage), v.regex(/^(sqlite:.|postgres(ql)?:\/\/.)/s, databaseMessage))

/** An address by HTTP, without the slashes at its end. */
export const httpUrl = v.pipe(
  v.string(urlMessage),
  v.check((text) => isHttpUrl(text), urlMessage),
  v.transform((text) => text.replace(/\/+$/, '')),
)

export const logLevel = v.picklist(logLevels, `one of ${logLevels.join(', ')} was expected`)

export const key = v.pipe(
  v.string('an API key was expected'),
  v.startsWith('rc_', 'an API key was expected: it starts with rc_'),
)

const pluginName = v.pipe(
  v.string('the name of a plugin, or { use: NAME, config: … }, was expected'),
  v.nonEmpty('the name of a plugin was expected'),
)

const pluginEntry = { use: pluginName, config: v.optional(v.unknown()) }

const serverEntry = { url: v.optional(httpUrl), key: v.optional(key) }

const fileEntries = {
  port: v.optional(port),
  host: v.optional(host),
  database: v.optional(database),
  baseUrl: v.optional(httpUrl),
  logLevel: v.optional(logLevel),
  plugins: v.optional(
    v.array(
      v.lazy((input) =>
        isObject(input)
          ? v.strictObject(pluginEntry)
          : v.pipe(
              pluginName,
              v.transform((use) => ({ use, config: undefined })),
            ),
      ),
      'a list of plugins was expected',
    ),
  ),
  server: v.optional(v.strictObject(serverEntry, 'url and key of a server were expected')),
}

/** `rolecall.config.yaml`, parsed. */
export const configurationFile = v.strictObject(fileEntries, 'a mapping of settings was expected')

/** The keys that may stand in the object at this place of the file. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(fileEntries)
  return Object.keys(path[0] === 'server' ? serverEntry : pluginEntry)
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
