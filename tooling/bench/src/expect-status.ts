/** A fast wrong answer is none: ends the run. */
export function expectStatus(what: string, status: number, expected: readonly number[], body: unknown): void {
  if (expected.includes(status)) return
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  throw new Error(`${what}: ${status} instead of ${expected.join(' or ')}: ${text.slice(0, 500)}`)
}

export function expectEqual(what: string, value: unknown, expected: unknown): void {
  if (value !== expected) throw new Error(`${what}: ${String(value)} instead of ${String(expected)}`)
}
