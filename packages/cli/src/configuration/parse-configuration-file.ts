import { ConfigurationError } from '@rolecall/core/errors'
import type { Issue } from '@rolecall/core/scim/errors'
import { parseSchemas } from '@rolecall/core/scim/schema/configured/parse-schemas'
import type { SchemaIssue } from '@rolecall/core/scim/schema/configured/schema-issue'
import type { ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { findNearest } from '@rolecall/rules/text/find-nearest'
import * as v from 'valibot'
import { isMap, LineCounter, parseDocument, type Document } from 'yaml'

import { configurationFile, keysAt } from './configuration-schema.ts'
import type { PluginReference } from './configuration.ts'

/** What a configuration file says; what it doesn't say is absent. */
export type ConfigurationFile = Omit<v.InferOutput<typeof configurationFile>, 'plugins' | 'schemas'> & {
  readonly resourceTypes?: ResourceTypes
  readonly plugins?: readonly PluginReference[]
}

/**
 * Reads the text of a configuration file. `name` is what messages call the file. Throws
 * ConfigurationError with every mistake at its `file:line:column`.
 */
export function parseConfigurationFile(text: string, name: string): ConfigurationFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const origin = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${name}:${line}:${col}`
  }
  fail(document.errors.map(({ message, pos }) => ({ path: origin(pos[0]), message: toSentence(message) })))
  const content = (toPlain(document) ?? {}) as Record<string, unknown>
  if (typeof content !== 'object' || Array.isArray(content)) {
    fail([{ path: origin(rangeOf(document.contents)), message: 'settings were expected, such as port: 3000' }])
  }
  const result = v.safeParse(configurationFile, content)
  const { issues, resourceTypes } = parseSchemas(content['schemas'])
  const mistakes = [
    ...(result.issues ?? []).map((issue) => toMistake(issue, document)),
    ...issues.map((issue) => toSchemaMistake(issue, document)),
  ].toSorted((a, b) => a.offset - b.offset)
  fail(mistakes.map(({ message, offset }) => ({ path: origin(offset), message })))
  if (!result.success) return {}
  const { plugins, schemas, ...others } = result.output
  const rest = schemas === undefined ? others : { ...others, resourceTypes }
  if (plugins === undefined) return rest
  return {
    ...rest,
    plugins: plugins.map(({ config, use, without }, index) => ({
      use,
      config,
      ...(without.length === 0 ? {} : { without }),
      origin: origin(findOffset(document, ['plugins', index], 'value')),
    })),
  }
}

function fail(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new ConfigurationError('The configuration file is wrong', issues)
}

/** Aliases beyond what a person writes are refused by the parser, as an error without a place. */
function toPlain(document: Document): unknown {
  try {
    return document.toJS() as unknown
  } catch (error) {
    throw new ConfigurationError(
      `The configuration file is wrong: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

interface Mistake {
  readonly offset: number
  readonly message: string
}

function toMistake(issue: v.BaseIssue<unknown>, document: Document): Mistake {
  const path = (issue.path ?? []).map(({ key }) => key as PropertyKey)
  const parent = path.slice(0, -1)
  const name = String(path.at(-1))
  // valibot expects `never` of a key that the schema does not know.
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const known = keysAt(parent, issue.path?.at(-1)?.input)
    const nearest = findNearest(name, known)
    const hint = nearest === undefined ? `known are ${known.join(', ')}` : `did you mean '${nearest}'?`
    return { offset: findOffset(document, path, 'key'), message: `'${name}' is no setting; ${hint}` }
  }
  if (issue.type === 'strict_object' && issue.received === 'undefined') {
    return { offset: findOffset(document, parent, 'value'), message: `'${name}' is missing` }
  }
  return { offset: findOffset(document, path, 'value'), message: `${toDotted(path)}: ${issue.message}` }
}

function toSchemaMistake({ message, part, path }: SchemaIssue, document: Document): Mistake {
  const full = ['schemas', ...path]
  const place = part === 'key' ? '' : `${toDotted(full)}: `
  return { offset: findOffset(document, full, part), message: place + message }
}

/** `plugins[1].use` */
function toDotted(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`))
    .join('')
}

function findOffset(document: Document, path: readonly PropertyKey[], part: 'key' | 'value'): number {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents
  if (part === 'key' && isMap(parent)) {
    const pair = parent.items.find(({ key }) => String(key) === String(path.at(-1)))
    return rangeOf(pair?.key)
  }
  return rangeOf(path.length === 0 ? document.contents : document.getIn(path, true))
}

function rangeOf(node: unknown): number {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0
}

function toSentence(message: string): string {
  return message.split('\n')[0] ?? message
}
