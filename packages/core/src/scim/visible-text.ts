import { fold } from './fold.ts'

/** What has no width: control and format characters, and what Unicode says is to be ignored where it is shown. */
const invisible = /[\p{Cc}\p{Cf}\p{DI}]/gu
const spaces = /[\p{Z}\t\n\r]+/gu

/** Equal for texts that look the same: without what has no width, and with ordinary single spaces. */
export function toVisibleKey(text: string): string {
  return fold(text.replace(spaces, ' ').replace(invisible, '').normalize('NFKC').replace(spaces, ' ').trim())
}

/** The text with every character that is not seen by its number: `stewards[U+00A0]`; ordinary spaces at an end, too. */
export function showInvisible(text: string): string {
  return text
    .replace(/^ +| +$| {2,}/g, (blanks) => '[U+0020]'.repeat(blanks.length))
    .replace(/(?! )[\p{Z}\p{Cc}\p{Cf}\p{DI}]/gu, toNumber)
}

function toNumber(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`
}
