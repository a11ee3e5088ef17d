import { useEffect, useState } from 'preact/hooks'

import { toPath } from '../mount.ts'

/** Where somebody wants to go who is to be asked first. */
export interface Leaving {
  readonly to: string | null
  readonly ask: (to: string | null) => void
}

/** While `guarded`, a link to another page asks before it is followed, and so does closing the window. */
export function useLeaving(guarded: boolean): Leaving {
  const [to, setTo] = useState<string | null>(null)
  useEffect(() => {
    if (!guarded) return undefined
    const onClick = (event: MouseEvent): void => {
      const link = linkOf(event)
      if (link === undefined) return
      event.preventDefault()
      // The router, which listens further out, must not see it.
      event.stopPropagation()
      setTo(toPath(link.pathname) + link.search)
    }
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault()
    document.addEventListener('click', onClick, true)
    addEventListener('beforeunload', onUnload)
    return () => {
      document.removeEventListener('click', onClick, true)
      removeEventListener('beforeunload', onUnload)
    }
  }, [guarded])
  return { to, ask: setTo }
}

/** The link that a click follows to another page in this window. */
function linkOf(event: MouseEvent): HTMLAnchorElement | undefined {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined
  const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement)
  if (link === undefined || link.origin !== location.origin || link.target !== '') return undefined
  return link.pathname === location.pathname ? undefined : link
}
