import type { ComponentChildren } from 'preact'
import { useEffect, useErrorBoundary } from 'preact/hooks'

import { Unreachable } from './page/unreachable.tsx'
import { frameText as text } from './text/frame-text.tsx'

/** A page that can't be drawn says so, and the way to the others, of other paths, stays. */
export function Safely({ path, children }: { readonly path: string; readonly children: ComponentChildren }) {
  const [error, reset] = useErrorBoundary((thrown: unknown) => console.error(thrown))
  useEffect(() => {
    if (error !== undefined) reset()
  }, [path])
  if (error === undefined) return <>{children}</>
  return <Unreachable error={new Error(text.notDrawn)} onAgain={reset} />
}
