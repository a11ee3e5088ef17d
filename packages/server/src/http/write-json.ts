import { LongList } from '@rolecall/core/provisioning/query/long-list'

/** Elements of a list that are written at once: a few hundred people or members take a millisecond. */
const piece = 200

/**
 * A body as JSON. A long list in it, such as the members of a group or the resources that were found, is written in pieces,
 * with a pause in between, in which others have their turn; a short body is a text, as it is.
 */
export async function writeJson(body: unknown, pause: () => Promise<void>): Promise<string | Buffer> {
  if (!isLong(body)) return JSON.stringify(body)
  const chunks: Buffer[] = []
  for (const text of piecesOf(body)) {
    if (text instanceof LongList) throw new TypeError('A long list is written in parts')
    chunks.push(Buffer.from(text))
    await pause()
  }
  return Buffer.concat(chunks)
}

/** The same a part at a time, long lists in it included, which are read meanwhile. */
export async function* jsonInParts(body: unknown): AsyncGenerator<string> {
  for (const text of piecesOf(body)) {
    if (text instanceof LongList) yield* partsOf(text)
    else yield text
  }
}

async function* partsOf(list: LongList): AsyncGenerator<string> {
  let opening = '['
  for await (const part of list.parts()) {
    yield opening + (typeof part === 'string' ? part : JSON.stringify(part).slice(1, -1))
    opening = ','
  }
  yield opening === '[' ? '[]' : ']'
}

/** Whether a list is within reach that is longer than one piece. */
function isLong(value: unknown, depth = 0): boolean {
  if (value instanceof LongList) return true
  if (typeof value !== 'object' || value === null || depth > deepest) return false
  if (Array.isArray(value) && value.length > piece) return true
  return Object.values(value).some((part) => isLong(part, depth + 1))
}

/** A list of resources, one of them, and its members. */
const deepest = 3

/** The text that JSON.stringify would write, cut where a list is long; one that is read while it is written stands for its text. */
function* piecesOf(value: unknown, depth = 0): Generator<string | LongList> {
  if (value instanceof LongList) yield value
  else if (!isLong(value, depth)) yield JSON.stringify(value)
  else if (Array.isArray(value)) yield* piecesOfList(value, depth)
  else yield* piecesOfObject(value as object, depth)
}

function* piecesOfList(list: readonly unknown[], depth: number): Generator<string | LongList> {
  let opening = '['
  for (let start = 0; start < list.length; start += piece) {
    const slice = list.slice(start, start + piece)
    if (isLong(slice, depth)) {
      for (const element of slice) {
        yield opening
        yield* piecesOf(element, depth + 1)
        opening = ','
      }
    } else {
      yield opening + JSON.stringify(slice).slice(1, -1)
      opening = ','
    }
  }
  yield ']'
}

function* piecesOfObject(object: object, depth: number): Generator<string | LongList> {
  let opening = '{'
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue
    yield `${opening}${JSON.stringify(name)}:`
    yield* piecesOf(value, depth + 1)
    opening = ','
  }
  yield opening === '{' ? '{}' : '}'
}
