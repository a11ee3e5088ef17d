/** Whom or what a row is about, as initials on a colour that stays the same; nothing is said by it alone. */
export function Avatar({ name, large = false }: { name: string; large?: boolean }) {
  return (
    <span class={large ? 'avatar large' : 'avatar'} style={{ '--hue': String(hueOf(name)) }} aria-hidden="true">
      {toInitials(name)}
    </span>
  )
}

/** `Ada Adler` → `AA`, `ada.adler@acme.example` → `AA`, `acme_stewards` → `AS`. */
export function toInitials(name: string): string {
  const [local = ''] = name.split('@')
  const words = local.split(/[\s._-]+/u).filter((word) => /^\p{L}/u.test(word))
  const first = beginningOf(words[0] ?? (local === '' ? '?' : local))
  return `${first}${words.length > 1 ? beginningOf(words.at(-1) ?? '') : ''}`.toLocaleUpperCase()
}

function beginningOf(word: string): string {
  return /^./su.exec(word)?.[0] ?? ''
}

function hueOf(name: string): number {
  let hash = 0
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 360
  return hash
}
