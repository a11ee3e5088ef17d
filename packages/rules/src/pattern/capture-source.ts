/**
 * What stands in the named capture of a regular expression that compiles: `member|steward` in `_(?<role>member|steward)s$`.
 * `undefined` where it does not stand there as we read it, as within a quoted `\Q…\E`.
 */
export function captureSource(expression: string, capture: string): string | undefined {
  const heads = [`(?<${capture}>`, `(?P<${capture}>`]
  const open: number[] = []
  let start: number | undefined
  let depth = 0
  let position = 0
  while (position < expression.length) {
    const character = expression.charAt(position)
    if (character === '\\') {
      if (expression.charAt(position + 1) === 'Q') return undefined
      position += 2
      continue
    }
    if (character === '[') position = endOfClass(expression, position)
    else if (character === '(') {
      open.push(position)
      const head = heads.find((candidate) => expression.startsWith(candidate, position))
      if (head !== undefined) [start, depth] = [position + head.length, open.length]
    } else if (character === ')') {
      if (start !== undefined && open.length === depth) return expression.slice(start, position)
      open.pop()
    }
    position += 1
  }
  return undefined
}

/** The closing bracket of a class; a bracket directly after the opening one, or after `^`, is one of its characters. */
export function endOfClass(expression: string, start: number): number {
  let position = start + (expression.charAt(start + 1) === '^' ? 2 : 1)
  if (expression.charAt(position) === ']') position += 1
  while (position < expression.length && expression.charAt(position) !== ']') {
    if (expression.charAt(position) === '\\') position += 1
    else if (expression.startsWith('[:', position)) position = expression.indexOf(':]', position) + 1
    position += 1
  }
  return position
}
