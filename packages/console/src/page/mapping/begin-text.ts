import { withEntryFor } from '../../editor/with-entry-for.ts'

/** What somebody comes to the editor for, as the address says it. */
export interface MappingWish {
  readonly group?: string | undefined
  readonly line?: string | undefined
}

/** The text that one begins with, and where in it. */
export function beginText(
  text: string,
  { group, line }: MappingWish,
): { readonly text: string; readonly at: number | undefined } {
  if (group !== undefined && group !== '') return withEntryFor(text, group)
  const number = Number(line ?? Number.NaN)
  if (!Number.isInteger(number) || number < 1) return { text, at: undefined }
  const before = text.split('\n').slice(0, number - 1)
  return { text, at: before.reduce((sum, { length }) => sum + length + 1, 0) }
}
