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
    chunks.push(Buffer.from(text))
    await pause()
  }
  return Buffer.concat(chunks)
}

/** Whether a list is within reach that is longer than one piece. */
function isLong(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null || depth > deepest) return false
  if (Array.isArray(value) && value.length > piece) return true
  return Object.values(value).some((part) => isLong(part, depth + 1))
}

/** A list of resources, one of them, and its members. */
const deepest = 3

/** The text that JSON.stringify would write, cut where a long list is. */
function* piecesOf(value: unknown, depth = 0): Generator<string> {
  if (!isLong(value, depth)) yield JSON.stringify(value)
  else if (Array.isArray(value)) yield* piecesOfList(value, depth)
  else yield* piecesOfObject(value as object, depth)
}

function* piecesOfList(list: readonly unknown[], depth: number): Generator<string> {
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

function* piecesOfObject(object: object, depth: number): Generator<string> {
  let opening = '{'
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue
    yield `${opening}${JSON.stringify(name)}:`
    yield* piecesOf(value, depth + 1)
    opening = ','
  }
  yield opening === '{' ? '{}' : '}'
}
