/** A name of which one sees something; of blanks and of signs that take no room, nobody would find a link or a heading. */
export function shownName(name: string | null | undefined, otherwise: string): string {
  return /[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u.test(name ?? '') ? (name ?? '') : otherwise
}
