import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import * as v from 'valibot'
import { parse } from 'yaml'

/** How a shape gets into a request: as an attribute of a body, at a path of a PATCH, or as a key of a PATCH without a path. */
export const verbs = ['POST', 'PUT', 'replace', 'add', 'remove', 'replace without path', 'add without path'] as const
export type Verb = (typeof verbs)[number]

const verb = v.picklist(verbs)
const json = v.record(v.string(), v.unknown())

const row = v.strictObject({
  shape: v.pipe(v.string(), v.minLength(1)),
  type: v.picklist(['User', 'Group']),
  /** The key or path under which the value is sent. */
  name: v.string(),
  value: v.unknown(),
  /** All but `remove` where nothing is said. */
  verbs: v.optional(v.array(verb), ['POST', 'PUT', 'replace', 'add', 'replace without path', 'add without path']),
  /** Attributes that the resource has before, beside what every one has. */
  before: v.optional(json, {}),
  /** Of a list: the values that are meant; what becomes of them follows from the verb. */
  means: v.optional(v.array(v.string())),
  /** Whole attributes afterwards. */
  gives: v.optional(json, {}),
  /** Attributes that are not there afterwards. */
  absent: v.optional(v.array(v.string()), []),
  /** Nothing of the request is done. */
  refused: v.optional(v.string()),
  /** Names of tolerances that are recorded. */
  by: v.optional(v.array(v.string()), []),
  /** What is noted as left out. */
  leftOut: v.optional(v.array(v.string()), []),
  /** What becomes of a PATCH of this operation with a path and nothing else: `done`, or what it is refused by. */
  alone: v.optional(v.string(), 'done'),
  /** Whether it is refused to a strict key; `skipped` where that is not of interest. */
  strict: v.optional(v.picklist(['same', 'refused', 'skipped']), 'same'),
})

export type ShapeRow = v.InferOutput<typeof row>

/** The rows of a file beside this one. */
export function readShapeRows(file: string): readonly ShapeRow[] {
  const rows: unknown = parse(readFileSync(join(import.meta.dirname, file), 'utf8'), { maxAliasCount: -1, merge: true })
  return v.parse(v.array(row), rows)
}
