/** A text of the mapping that somebody has begun and not applied. */
export interface Draft {
  readonly text: string
  /** The version that was in force when it was begun, or last planned. */
  readonly base: number
  /** The plan that was made of exactly this text. */
  readonly planId: string | null
}

/** What the browser has kept; `null` for nothing, and for what is no draft. */
export function parseDraft(stored: string | null): Draft | null {
  if (stored === null) return null
  try {
    const { text, base, planId } = JSON.parse(stored) as Record<string, unknown>
    if (typeof text !== 'string' || typeof base !== 'number') return null
    return { text, base, planId: typeof planId === 'string' ? planId : null }
  } catch {
    return null
  }
}
