import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parseSchemas } from '@rolecall/core/scim/schema/configured/parse-schemas'
import type { ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import * as v from 'valibot'
import { parse } from 'yaml'

const json = v.record(v.string(), v.unknown())
const names = v.array(v.string())

/** What every row says: where the behaviour was seen, which section decides, and who answers otherwise and why we do not. */
const origin = {
  'seen in': v.pipe(names, v.nonEmpty()),
  rfc: v.pipe(v.string(), v.regex(/^(764[34] §[\d.]+(, )?)+$/, 'sections, such as 7644 §3.5.2.1')),
  differs: v.optional(v.string()),
}

const patchRow = v.strictObject({
  row: v.string(),
  ...origin,
  /** `User` where nothing is said. */
  type: v.optional(v.picklist(['User', 'Group']), 'User'),
  resource: v.optional(json, {}),
  /** The operations of a standard message; or the whole body, where the message is what is tested. */
  operations: v.optional(v.array(v.unknown())),
  body: v.optional(v.unknown()),
  /** Whole attributes afterwards; all others are as before. */
  gives: v.optional(json, {}),
  /** Attributes that are there no longer. */
  absent: v.optional(names, []),
  refused: v.optional(v.strictObject({ status: v.number(), scimType: v.optional(v.string()) })),
})

const filterRow = v.strictObject({
  filter: v.string(),
  ...origin,
  at: v.optional(v.picklist(['Users', 'Groups']), 'Users'),
  /** Exactly these of the directory. */
  finds: names,
})

const brokenRow = v.strictObject({ broken: v.string(), ...origin })

const directory = v.strictObject({ users: v.record(v.string(), json), groups: v.record(v.string(), json) })

export type PatchRow = v.InferOutput<typeof patchRow>
export type FilterRow = v.InferOutput<typeof filterRow>
export type BrokenRow = v.InferOutput<typeof brokenRow>
export type Directory = v.InferOutput<typeof directory>

/** The rows of each file of a kind. */
export const readPatchRows = (): readonly RowsOfFile<PatchRow>[] => readFiles('patch-', patchRow)
export const readFilterRows = (): readonly RowsOfFile<FilterRow>[] => readFiles('filter-', filterRow)
export const readBrokenRows = (): readonly RowsOfFile<BrokenRow>[] => readFiles('broken-', brokenRow)
export const readDirectory = (): Directory => v.parse(directory, readYaml('directory.yaml'))

export interface RowsOfFile<Row> {
  readonly file: string
  readonly rows: readonly Row[]
}

/** With the attributes of `attributes.yaml`. */
export function readResourceTypes(): ResourceTypes {
  const { issues, resourceTypes } = parseSchemas(readYaml('attributes.yaml'))
  if (issues.length > 0) throw new Error(JSON.stringify(issues))
  return resourceTypes
}

function readFiles<Schema extends v.GenericSchema>(start: string, schema: Schema): RowsOfFile<v.InferOutput<Schema>>[] {
  const files = readdirSync(import.meta.dirname).filter((name) => name.startsWith(start) && name.endsWith('.yaml'))
  return files.map((file) => ({ file, rows: readRows(file, schema) }))
}

function readYaml(file: string): unknown {
  return parse(readFileSync(join(import.meta.dirname, file), 'utf8'))
}

/** Throws with the number of a row that is not what it must be. */
function readRows<Schema extends v.GenericSchema>(file: string, schema: Schema): v.InferOutput<Schema>[] {
  const rows = v.parse(v.array(v.unknown()), readYaml(file))
  return rows.map((row, index) => {
    const result = v.safeParse(schema, row)
    if (result.success) return result.output
    throw new Error(`${file}: row ${index + 1} (${JSON.stringify(row).slice(0, 80)}): ${v.summarize(result.issues)}`)
  })
}
