import type { Reading } from './reading.ts'
import type { Tables } from './tables.ts'

/** Remembers what is computed from committed tables, which do not change; a transaction computes it anew. */
export function onceForACommit<Answer>(compute: (reading: Reading) => Answer): (reading: Reading) => Answer {
  const known = new WeakMap<Tables, Map<string, Answer>>()
  return (reading) => {
    const tables = reading.tables()
    if (!Object.isFrozen(tables)) return compute(reading)
    const answers = known.get(tables) ?? new Map<string, Answer>()
    known.set(tables, answers)
    const answer = answers.get(reading.organizationId) ?? compute(reading)
    answers.set(reading.organizationId, answer)
    return answer
  }
}
