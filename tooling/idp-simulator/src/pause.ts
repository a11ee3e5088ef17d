/** A pause that everybody who shares it waits for. */
export interface Pause {
  readonly start: (milliseconds: number) => void
  readonly over: () => Promise<void>
}

export function createPause(wait: (milliseconds: number) => Promise<void>): Pause {
  let end: Promise<unknown> = Promise.resolve()
  return {
    start: (milliseconds) => {
      end = Promise.all([end, wait(milliseconds)])
    },
    over: async () => {
      await end
    },
  }
}
