/** Longer texts are cut: a table of a comment is read, not searched. */
const longest = 300

/**
 * A text as a code span that also holds in a cell of a table (GitHub Flavored Markdown): whatever a group or a person is
 * called, nothing of it becomes a link, a picture, a mention of somebody, or another cell.
 */
export function toCode(text: string): string {
  const line = clip(text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim())
  if (line === '') return ''
  const fence = '`'.repeat(longestRun(line) + 1)
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${fence}${space}${line.replaceAll('|', String.raw`\|`)}${space}${fence}`
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
}

function clip(text: string): string {
  if (text.length <= longest) return text
  // Half of a letter beyond the first 65,536 is none.
  return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
