import { StoreError } from '@rolecall/core/store-error'

/** Lets one call to a database fail, by its number. */
export interface CallFaults {
  /** The n-th call from now on fails, beginning with 1. */
  arm(n: number): void
  /** No call fails any more. Answers which one has; `null` for none. */
  disarm(): string | null
  /** Said of each call before it is made, with its name. Throws StoreError where it is to fail, if nothing else happens then. */
  call(name: string): Promise<void>
}

/** `strike` is what happens to the call that is to fail. */
export function createCallFaults(strike: (name: string) => Promise<void> = refuse): CallFaults {
  let left = 0
  let failed: string | null = null
  return {
    arm(n) {
      left = n
      failed = null
    },
    disarm() {
      const which = failed
      left = 0
      failed = null
      return which
    },
    async call(name) {
      if (left === 0) return
      left -= 1
      if (left > 0) return
      failed = name
      await strike(name)
    },
  }
}

function refuse(name: string): Promise<never> {
  return Promise.reject(new StoreError('unavailable', `${name} fails, as a test wants it`))
}
