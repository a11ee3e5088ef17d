import type { MappingSource } from '@rolecall/core/directory/mapping-source'
import { isStorableText } from '@rolecall/core/scim/storable-text'
import type { Steps } from '../steps.ts'
import { findJsonMistake } from './find-json-mistake.ts'
import { maxParts, readYaml, TooDeep, TooMany, type YamlText } from './read-yaml.ts'
import type { Report } from './report.ts'
import type { Place, Tree } from './tree.ts'
import { toTree } from './yaml-tree.ts'

/** In UTF-8 bytes. */
export const maxSize = 1_048_576
/** Empty ones and comments too, which are no parts: each is read by itself. */
export const maxLines = 100_000

const start: Place = { line: 1, column: 1 }

/**
 * Text → tree with places. `undefined` where a mistake was reported that leaves no sense in going on;
 * `null` for a text without content.
 */
export function* parseText({ applied, format, text }: MappingSource, report: Report): Steps<Tree | null | undefined> {
  if (Buffer.byteLength(text) > maxSize) {
    report('error', start, 'MAPPING_TOO_LARGE', `The mapping is larger than ${maxSize} bytes.`)
    return undefined
  }
  if (!isStorableText(text)) {
    report('error', start, 'INVALID_TEXT', 'The text contains U+0000 or half of a character (a lone surrogate).')
    return undefined
  }
  if (!applied && hasTooManyLines(text)) {
    const place = { line: maxLines + 1, column: 1 }
    report('error', place, 'MAPPING_TOO_LARGE', `The mapping has more than ${maxLines} lines.`)
    return undefined
  }
  if (text.trim() === '') return null
  const content = withoutMark(text)
  const yaml = yield* tryReadYaml(content, applied ? Infinity : maxParts, report)
  if (yaml === undefined || !isAsSaid(content, format, yaml, report)) return undefined
  yield
  return toDocumentTree(yaml, report)
}

/** Without the byte order mark, which is no column. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

function hasTooManyLines(text: string): boolean {
  let lines = 1
  for (let end = text.indexOf('\n'); end >= 0 && lines <= maxLines; end = text.indexOf('\n', end + 1)) lines += 1
  return lines > maxLines
}

function* tryReadYaml(text: string, most: number, report: Report): Steps<YamlText | undefined> {
  try {
    return yield* readYaml(text, most)
  } catch (error) {
    if (error instanceof TooMany) {
      const what = `The mapping has more than ${most} names, values, list items and brackets; it ends being read here.`
      report('error', error.place, 'MAPPING_TOO_LARGE', what)
      return undefined
    }
    if (!(error instanceof TooDeep)) throw error
    report('error', error.place, 'TOO_DEEP', 'Lists and mappings are nested deeper than a mapping file needs.')
    return undefined
  }
}

/** YAML's answer to a text that was sent as JSON would be another one. */
function isAsSaid(text: string, format: MappingSource['format'], yaml: YamlText, report: Report): boolean {
  const mistake = format === 'json' ? findJsonMistake(text) : undefined
  if (mistake === undefined) return true
  report('error', yaml.placeOf(mistake.offset), 'NOT_JSON', `This is not JSON: ${mistake.message}.`)
  return false
}

function toDocumentTree({ documents, placeOf, text }: YamlText, report: Report): Tree | null | undefined {
  const mistakes = documents.flatMap(({ errors }) => errors)
  for (const { pos, message } of mistakes) {
    report('error', placeOf(pos[0]), 'NOT_YAML', `This is not YAML: ${message.replace(/\.$/, '')}.`)
  }
  const [first, second] = documents
  if (second !== undefined) {
    const place = placeOf(second.contents?.range[0] ?? second.range[0])
    report('error', place, 'MULTIPLE_DOCUMENTS', 'A second document begins here; a mapping is one document.')
  }
  if (mistakes.length > 0) return undefined
  return first?.contents ? toTree(first.contents, { placeOf, text }, report) : null
}
