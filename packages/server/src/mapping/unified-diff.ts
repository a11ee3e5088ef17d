import { formatPatch, structuredPatch, type StructuredPatchHunk } from 'diff'

/** What a text is compared under, and the text. */
export interface Compared {
  readonly name: string
  readonly text: string
}

/** Lines around a change. */
const context = 3

/**
 * Lines that go and come, up to which the shortest way between two texts is looked for: that takes their square, a minute for
 * two texts of 15,000 lines that have none in common.
 */
const maxEdits = 1_000

/** A unified diff. Beyond a thousand lines all between the first line that changed and the last goes, and comes as it is now. */
export function toUnifiedDiff(before: Compared, after: Compared): string {
  if (before.text === after.text) return ''
  const names = [before.name, after.name] as const
  const shortest = structuredPatch(...names, before.text, after.text, '', '', { context, maxEditLength: maxEdits })
  const [oldFileName, newFileName] = names
  return formatPatch(
    shortest ?? { oldFileName, newFileName, oldHeader: '', newHeader: '', hunks: [toWholeHunk(before, after)] },
  )
}

function toWholeHunk(before: Compared, after: Compared): StructuredPatchHunk {
  const [old, next] = [toLines(before.text), toLines(after.text)]
  const same = countSame(old, next)
  const sameAtEnd = countSame(old.slice(same).toReversed(), next.slice(same).toReversed())
  const start = Math.max(0, same - context)
  const [oldEnd, nextEnd] = [old.length - sameAtEnd, next.length - sameAtEnd]
  const last = old.slice(oldEnd, oldEnd + context)
  return {
    oldStart: start + 1,
    oldLines: oldEnd + last.length - start,
    newStart: start + 1,
    newLines: nextEnd + last.length - start,
    lines: [
      ...toSigned(' ', old.slice(start, same)),
      ...toSigned('-', old.slice(same, oldEnd)),
      ...toSigned('+', next.slice(same, nextEnd)),
      ...toSigned(' ', last),
    ],
  }
}

/** With their ends: a last line without one is another than the same with it. */
function toLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function countSame(one: readonly string[], other: readonly string[]): number {
  const different = one.findIndex((line, index) => line !== other[index])
  return different < 0 ? one.length : different
}

function toSigned(sign: string, lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) =>
    line.endsWith('\n') ? [sign + line.slice(0, -1)] : [sign + line, '\\ No newline at end of file'],
  )
}
