import { endOfClass } from './capture-source.ts'

/** Atoms of a part of an expression, with those of its last one: what a quantifier repeats. */
interface Part {
  total: number
  last: number
}

const counted = /^\{(\d{1,4})(?:,(\d{0,4}))?\}/

/**
 * How many atoms a regular expression has when all that it says to repeat is written out: `(ab{3}){10}` has 50, the group being one too. A program that
 * matches it has about as many steps, and to know it nothing need be written out.
 */
export function estimateSize(expression: string): number {
  const open: Part[] = []
  let part: Part = { total: 0, last: 0 }
  const add = (size: number): void => {
    part.total += size
    part.last = size
  }
  for (let position = 0; position < expression.length; position += 1) {
    const character = expression.charAt(position)
    const repeated = character === '{' ? counted.exec(expression.slice(position, position + 12)) : null
    if (repeated !== null) {
      const [text, least = '1', most = ''] = repeated
      const times = Math.max(1, Number(least), Number(most))
      part.total += part.last * (times - 1)
      part.last *= times
      position += text.length - 1
    } else if (character === '(') {
      open.push(part)
      part = { total: 0, last: 0 }
    } else if (character === ')') {
      const { total } = part
      part = open.pop() ?? { total: 0, last: 0 }
      add(total + 1)
    } else {
      if (character === '[') position = endOfClass(expression, position)
      if (character === '\\') position += 1
      add(1)
    }
  }
  return open.reduce((sum, { total }) => sum + total, part.total)
}
