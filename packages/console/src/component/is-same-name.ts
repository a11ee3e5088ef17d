/** Whether somebody has typed a name as one reads it: a page shows blanks as one and hides some signs, and a keyboard may compose letters otherwise. */
export function isSameName(typed: string, name: string): boolean {
  return asRead(typed) === asRead(name)
}

function asRead(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
