import { setImmediate } from 'node:timers/promises'

/** Work in steps, between which everything else of the process may have its turn. */
export type Steps<Result> = Generator<void, Result, void>

/** All of it at once: for a process that does nothing else. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** All of it, and others have their turn meanwhile. */
export async function finishInTurns<Result>(steps: Steps<Result>, giveWay = createPace()): Promise<Result> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await giveWay()
  }
}

/** After so many milliseconds others are let in; what is decided never depends on it. */
const longest = 20

/** What long work asks between two parts of it: whether it has gone on for long, and others have their turn first. */
export function createPace(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < longest) return
    await setImmediate()
    since = performance.now()
  }
}
