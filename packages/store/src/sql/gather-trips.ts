import type { RunStatement, RunTrip, Statement } from './statements.ts'

interface Asked extends Statement {
  readonly resolve: (rows: never[]) => void
  readonly reject: (error: unknown) => void
}

/** Sends reads that are asked at once by one trip. Where it fails each goes alone, so that its error is its own. */
export function gatherTrips(run: RunTrip): RunStatement {
  let asked: Asked[] = []

  function sendAsked(): void {
    const together = asked
    asked = []
    void send(together)
  }

  async function send(together: readonly Asked[]): Promise<void> {
    try {
      const rows = await run(together)
      for (const [place, { resolve }] of together.entries()) resolve((rows[place] ?? []) as never[])
    } catch (error) {
      const [first, ...others] = together
      if (others.length === 0) first?.reject(error)
      else for (const one of together) void send([one])
    }
  }

  return (sql, parameters) =>
    new Promise((resolve, reject) => {
      asked.push({ sql, parameters, resolve, reject })
      if (asked.length === 1) queueMicrotask(sendAsked)
    })
}
