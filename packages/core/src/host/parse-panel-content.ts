import type {
  PanelColumn,
  PanelContent,
  PanelFacts,
  PanelNotice,
  PanelPart,
  PanelTable,
  PanelValue,
} from '../plugin/panel-content.ts'
import type { PanelDefinition } from '../plugin/panel-definition.ts'
import { isJsonObject, type JsonObject } from '../scim/resource/resource-data.ts'

const mostRows = 1_000
const tones: readonly string[] = ['info', 'success', 'warning', 'error']

/** A path of this server: one `/` and nothing that a browser could read as another host. */
const relativePath = /^\/(?![/\\])[^\\\s]*$/

/** What a plugin answered for a panel, made anew of the known members alone. Throws where it is something else. */
export function parsePanelContent(answer: unknown, place: PanelDefinition['place']): PanelContent {
  const { parts, next = null } = toObject(answer, 'the answer')
  if (next !== null && typeof next !== 'string') throw new Error("'next' must be a text or null")
  if (next !== null && place !== 'page') throw new Error("'next' is for a page of its own")
  return { parts: toList(parts, 'parts').map((part, index) => parsePart(part, `parts[${index}]`)), next }
}

function parsePart(value: unknown, at: string): PanelPart {
  const part = toObject(value, at)
  if (part['kind'] === 'table') return parseTable(part, at)
  if (part['kind'] === 'facts') return parseFacts(part, at)
  if (part['kind'] === 'notice') return parseNotice(part, at)
  throw new Error(`${at}.kind must be 'table', 'facts' or 'notice'`)
}

function parseTable({ title, columns, rows, empty }: JsonObject, at: string): PanelTable {
  const named = toList(columns, `${at}.columns`).map((column, index) => parseColumn(column, `${at}.columns[${index}]`))
  const listed = toList(rows, `${at}.rows`)
  if (named.length === 0) throw new Error(`${at}.columns must not be empty`)
  if (listed.length > mostRows) throw new Error(`${at}.rows must not be more than ${mostRows}: answer pages, by 'next'`)
  return {
    kind: 'table',
    title: toText(title, `${at}.title`),
    columns: named,
    rows: listed.map((row, index) => parseRow(row, named.length, `${at}.rows[${index}]`)),
    ...(empty === undefined ? {} : { empty: toText(empty, `${at}.empty`) }),
  }
}

function parseColumn(value: unknown, at: string): PanelColumn {
  const { title, numeric = false } = toObject(value, at)
  if (typeof numeric !== 'boolean') throw new Error(`${at}.numeric must be true or false`)
  return { title: toText(title, `${at}.title`), numeric }
}

function parseRow(value: unknown, length: number, at: string): readonly PanelValue[] {
  const row = toList(value, at)
  if (row.length !== length) throw new Error(`${at} must have ${length} cells, one for each column`)
  return row.map((cell, index) => parseValue(cell, `${at}[${index}]`))
}

function parseFacts({ title, facts }: JsonObject, at: string): PanelFacts {
  const named = toList(facts, `${at}.facts`).map((value, index) => {
    const fact = toObject(value, `${at}.facts[${index}]`)
    const name = toText(fact['name'], `${at}.facts[${index}].name`)
    return { name, value: parseValue(fact['value'], `${at}.facts[${index}].value`) }
  })
  return { kind: 'facts', title: toText(title, `${at}.title`), facts: named }
}

function parseNotice({ tone, text }: JsonObject, at: string): PanelNotice {
  if (typeof tone !== 'string' || !tones.includes(tone))
    throw new Error(`${at}.tone must be one of ${tones.join(', ')}`)
  return { kind: 'notice', tone: tone as PanelNotice['tone'], text: toText(text, `${at}.text`) }
}

function parseValue(value: unknown, at: string): PanelValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (!isJsonObject(value)) throw new Error(`${at} must be a text, a number, true, false, null or a link`)
  const { text, href } = value
  if (typeof href !== 'string' || !relativePath.test(href))
    throw new Error(`${at}.href must be a path of this server, such as '/people'`)
  return { text: toText(text, `${at}.text`), href }
}

function toObject(value: unknown, at: string): JsonObject {
  if (isJsonObject(value)) return value
  throw new Error(`${at} must be an object`)
}

function toList(value: unknown, at: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new Error(`${at} must be a list`)
}

function toText(value: unknown, at: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw new Error(`${at} must be a text`)
}
