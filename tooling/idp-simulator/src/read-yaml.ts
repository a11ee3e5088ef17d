import * as v from 'valibot'
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml'

import { InputError, type InputDiagnostic } from './input-error.ts'

export type YamlPath = readonly (string | number)[]

/** A mistake named by the path of the value, before it is known where that value stands in the text. */
export interface PathIssue {
  readonly path: YamlPath
  /** Column inside a plain or quoted scalar that the issue is about (an expression), from 0. */
  readonly offset?: number
  readonly message: string
}

/** A YAML text that fits its schema, and a way to report further mistakes of meaning at their place. */
export interface YamlReading<Output> {
  readonly value: Output
  readonly fail: (issues: readonly PathIssue[]) => InputError
}

/** Parses YAML and checks it against a schema; all mistakes are thrown together, each with line and column. */
export function readYaml<Schema extends v.GenericSchema>(
  text: string,
  file: string,
  schema: Schema,
): YamlReading<v.InferOutput<Schema>> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    throw new InputError(
      file,
      document.errors.map((error) => at(lines, error.pos[0], `not YAML: ${error.message}`)),
    )
  }
  const fail = (issues: readonly PathIssue[]): InputError =>
    new InputError(
      file,
      issues.map((issue) => at(lines, offsetOf(document, issue), issue.message)),
    )
  const result = v.safeParse(schema, document.toJS())
  if (!result.success) throw fail(result.issues.map(toPathIssue))
  return { value: result.output, fail }
}

function toPathIssue(issue: v.BaseIssue<unknown>): PathIssue {
  const path = (issue.path ?? []).map((item) => item.key as string | number)
  return { path, message: `${formatPath(path)}${sentence(issue)}` }
}

function sentence(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'is no key that is known here'
  if (issue.received === 'undefined') return `is missing, expected ${issue.expected ?? 'a value'}`
  return issue.message
}

function formatPath(path: YamlPath): string {
  return path.length === 0 ? '' : `${path.join('.')}: `
}

function at(lines: LineCounter, offset: number, message: string): InputDiagnostic {
  const { line, col } = lines.linePos(offset)
  return { line, column: col, message }
}

/** The place of the key or item at the path, or of the nearest thing above it that exists. */
function offsetOf(document: Document, issue: PathIssue): number {
  for (let length = issue.path.length; length > 0; length--) {
    const place = placeOf(document, issue.path.slice(0, length), issue.offset)
    if (place !== undefined) return place
  }
  return isNode(document.contents) ? (document.contents.range?.[0] ?? 0) : 0
}

function placeOf(document: Document, path: YamlPath, inside: number | undefined): number | undefined {
  if (inside !== undefined) {
    const value = document.getIn(path, true)
    if (isScalar(value) && value.range) return value.range[0] + inside + (value.type === 'PLAIN' ? 0 : 1)
  }
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  const last = path[path.length - 1]
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === last)
    return isNode(pair?.key) ? pair.key.range?.[0] : undefined
  }
  const node = document.getIn(path, true)
  return isNode(node) ? node.range?.[0] : undefined
}
