import { useEffect } from 'preact/hooks'

const changes = new EventTarget()

/** Tells every part of the page that another version of the mapping is in force, or that it stays now. */
export function tellMappingChanged(): void {
  changes.dispatchEvent(new Event('changed'))
}

/** Calls `follow` whenever that is told. */
export function useMappingChanged(follow: () => unknown): void {
  useEffect(() => {
    const listener = (): void => void follow()
    changes.addEventListener('changed', listener)
    return () => changes.removeEventListener('changed', listener)
  }, [follow])
}
