/** A comment on GitHub has 65,536 characters at most; what calls this may write something around it. */
export const mostCharacters = 60_000

/** As many lines as there is room for. */
export function within(most: number, lines: readonly string[]): string {
  const room = most - 100
  let length = 0
  const fitting = lines.findIndex((line) => (length += line.length + 1) > room)
  if (fitting === -1) return lines.join('\n')
  return [...lines.slice(0, fitting), '', `And ${lines.length - fitting} more lines, which have no room here.`].join(
    '\n',
  )
}
