/** A text, and where in it one goes on to write. */
export interface BegunText {
  readonly text: string
  readonly at: number
}

const section = /^scimGroupMappings:[ \t]*(?:\[\][ \t]*)?(#.*)?$/

/**
 * The mapping with an entry for a group begun at the end of its section, where one goes on with what it gives. An entry that was begun
 * before is gone on with. A section in flow style is left as it is: the end of its line is the place then.
 */
export function withEntryFor(text: string, group: string): BegunText {
  const name = JSON.stringify(group)
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  const head = lines.findIndex((line) => section.test(line))
  if (head === -1) {
    const flow = lines.findIndex((line) => line.startsWith('scimGroupMappings:'))
    if (flow !== -1) return { text, at: lines.slice(0, flow + 1).join('\n').length }
    return begin([...lines, ...(lines.length > 0 ? [''] : []), 'scimGroupMappings:'], '  ', name, [])
  }
  const end = endOfSection(lines, head)
  const indent = /^( *)- /.exec(lines.slice(head + 1, end).find((line) => /^ *- /.test(line)) ?? '  - ')?.[1] ?? '  '
  const open = lines.findIndex(
    (line, index) =>
      index < end && line === `${indent}  type: ` && lines[index - 1] === `${indent}- scimGroup: ${name}`,
  )
  if (open !== -1) return { text, at: lines.slice(0, open + 1).join('\n').length }
  const opened = lines.slice(0, end).map((line, index) => (index === head ? line.replace(/\[\][ \t]*/, '') : line))
  return begin(opened, indent, name, lines.slice(end))
}

function begin(before: readonly string[], indent: string, name: string, after: readonly string[]): BegunText {
  const written = [...before, `${indent}- scimGroup: ${name}`, `${indent}  type: `].join('\n')
  return { text: `${[written, ...after].join('\n')}\n`, at: written.length }
}

/** Behind the last line that is of the section: comments and empty lines before the next one are not. */
function endOfSection(lines: readonly string[], head: number): number {
  let end = head + 1
  for (let index = head + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue
    if (!/^[ -]/.test(line)) break
    end = index + 1
  }
  return end
}
