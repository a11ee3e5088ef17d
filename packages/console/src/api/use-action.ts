import { useRef, useState } from 'preact/hooks'

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
  // Known at once, and not only when the page is drawn again: Enter and a click may come together.
  const underWay = useRef(false)
  return {
    busy: state.busy,
    error: state.error,
    reset: () => setState({ busy: underWay.current }),
    async run(...args) {
      if (underWay.current) return false
      underWay.current = true
      setState({ busy: true })
      try {
        await perform(...args)
        underWay.current = false
        setState({ busy: false })
        return true
      } catch (error) {
        underWay.current = false
        setState({ busy: false, error: error as Error })
        return false
      }
    },
  }
}
