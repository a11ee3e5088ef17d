/** A group that a rule names literally, by folded name or by id, as one text: which rules are indexed by. */
export function nameToken(nameKey: string): string {
  return `n${nameKey}`
}

export function idToken(id: string): string {
  return `i${id}`
}
