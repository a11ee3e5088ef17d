const spaces = ' \t\r\n'
/** The length of an escape of YAML's double-quoted style, by the character after the backslash. */
const escapeLengths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 }

/**
 * Where the character at `position` of a scalar's text stands in its source, which may be plain, quoted or a block of
 * several lines. What is no space stands in both in the same order; spaces and line ends are folded, and what else is in
 * the source only are quotation marks, escapes and the head of a block (`>-`).
 */
export function findScalarOffset(source: string, text: string, position: number): number {
  const style = source.charAt(0)
  let offset = startOf(source, style)
  let next = 0
  while (offset < source.length) {
    const character = source.charAt(offset)
    if (style === '"' && character === '\\') {
      const length = escapeLength(source, offset)
      const isBreak = '\r\n'.includes(source.charAt(offset + 1))
      const width = isBreak ? 0 : source.charAt(offset + 1) === 'U' ? 2 : 1
      if (width > 0 && position < next + width) return offset
      next += width
      offset += length
    } else if (spaces.includes(character)) {
      if (isSpace(text, next)) {
        if (next === position) return offset
        next += 1
      }
      offset += 1
    } else {
      // Spaces of the text that the source has no more of: line ends that were folded to more than one.
      while (isSpace(text, next)) next += 1
      if (next >= position) return offset
      next += 1
      offset += style === "'" && source.startsWith("''", offset) ? 2 : 1
    }
  }
  return Math.max(source.length - (style === '"' || style === "'" ? 1 : 0), 0)
}

/** After the quotation mark, or after the line with the head of a block. */
function startOf(source: string, style: string): number {
  if (style === '"' || style === "'") return 1
  if (style !== '|' && style !== '>') return 0
  const end = source.indexOf('\n')
  return end < 0 ? source.length : end + 1
}

function escapeLength(source: string, offset: number): number {
  return escapeLengths[source.charAt(offset + 1)] ?? 2
}

function isSpace(text: string, position: number): boolean {
  return position < text.length && spaces.includes(text.charAt(position))
}
