import { useState } from 'preact/hooks'

/** Something a person does: whether it is under way, and why it did not work. */
export interface Action<Arguments extends readonly unknown[]> {
  readonly run: (...args: Arguments) => Promise<boolean>
  readonly busy: boolean
  readonly error: Error | undefined
  readonly reset: () => void
}

/** Runs `perform` once at a time; `run` answers whether it worked. */
export function useAction<Arguments extends readonly unknown[]>(
  perform: (...args: Arguments) => Promise<unknown>,
): Action<Arguments> {
  const [state, setState] = useState<{ busy: boolean; error?: Error }>({ busy: false })
  return {
    busy: state.busy,
    error: state.error,
    reset: () => setState({ busy: false }),
    async run(...args) {
      if (state.busy) return false
      setState({ busy: true })
      try {
        await perform(...args)
        setState({ busy: false })
        return true
      } catch (error) {
        setState({ busy: false, error: error as Error })
        return false
      }
    },
  }
}
