const spaces = ' \t\r\n'
const lineEnd = /\r\n|\r|\n/g
const escapedLineEnd = /^\\(?:\r\n|\r|\n)[ \t]*/
/** The length of an escape of YAML's double-quoted style, by the character after the backslash. */
const escapeLengths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 }

/**
 * Where the character at `position` of a scalar's text stands in its source, which may be plain, quoted or a block of
 * several lines. What is no space stands in both in the same order; spaces and line ends are folded, and what else is in
 * the source only are quotation marks, escapes and the head of a block (`>-`).
 */
export function findScalarOffset(source: string, text: string, position: number): number {
  const style = source.charAt(0)
  return style === '|' || style === '>'
    ? findInBlock(source, text, position)
    : findInFlow(source, style === '"' || style === "'" ? style : '', position)
}

/** A stretch of the source and how many characters of the text it stands for. */
interface Piece {
  readonly length: number
  readonly width: number
}

/** In a plain or quoted scalar each stretch of the source tells by itself what it stands for (YAML 1.2 §7.3). */
function findInFlow(source: string, quote: string, position: number): number {
  const end = source.length - quote.length
  let offset = quote.length
  let next = 0
  while (offset < end) {
    const { length, width } = pieceAt(source, offset, quote)
    if (position < next + width) return offset + (length === width ? position - next : 0)
    next += width
    offset += length
  }
  return Math.max(end, 0)
}

function pieceAt(source: string, offset: number, quote: string): Piece {
  const character = source.charAt(offset)
  if (spaces.includes(character)) return foldedSpaces(source, offset)
  if (quote === '"' && character === '\\') return escape(source, offset)
  return { length: quote === "'" && source.startsWith("''", offset) ? 2 : 1, width: 1 }
}

/** Spaces on one line stand for themselves, those around a line end for one space, and each further line end for itself. */
function foldedSpaces(source: string, offset: number): Piece {
  let end = offset
  while (end < source.length && spaces.includes(source.charAt(end))) end += 1
  const lineEnds = source.slice(offset, end).match(lineEnd)?.length ?? 0
  return { length: end - offset, width: lineEnds === 0 ? end - offset : Math.max(lineEnds - 1, 1) }
}

/** An escaped line end stands for nothing, and so does the indentation after it. */
function escape(source: string, offset: number): Piece {
  const joined = escapedLineEnd.exec(source.slice(offset))
  if (joined !== null) return { length: joined[0].length, width: 0 }
  const name = source.charAt(offset + 1)
  return { length: escapeLengths[name] ?? 2, width: name === 'U' ? 2 : 1 }
}

/** In a block what the spaces of a line stand for depends on the lines beside it: what is no space shows the way. */
function findInBlock(source: string, text: string, position: number): number {
  const head = source.indexOf('\n')
  let offset = head < 0 ? source.length : head + 1
  let next = 0
  while (offset < source.length) {
    if (!spaces.includes(source.charAt(offset))) {
      // Spaces of the text that the source has no more of: line ends that were folded to more than one.
      while (isSpace(text, next)) next += 1
      if (next >= position) return offset
      next += 1
    } else if (isSpace(text, next)) {
      if (next === position) return offset
      next += 1
    }
    offset += 1
  }
  return source.length
}

function isSpace(text: string, position: number): boolean {
  return position < text.length && spaces.includes(text.charAt(position))
}
