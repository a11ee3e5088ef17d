import { useCallback, useEffect, useState } from 'preact/hooks'

const changes = new EventTarget()

/** A text that this browser keeps, as it is at this moment. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** A text that this browser keeps for the next visit, the same in every part of the page and in every tab. */
export function useStored(key: string): readonly [string | null, (text: string | null) => void] {
  const [stored, setStored] = useState(() => ({ key, text: readStored(key) }))
  useEffect(() => {
    const follow = (event?: Event): void => {
      if (event instanceof StorageEvent && event.key !== null && event.key !== key) return
      setStored({ key, text: readStored(key) })
    }
    follow()
    addEventListener('storage', follow)
    changes.addEventListener(key, follow)
    return () => {
      removeEventListener('storage', follow)
      changes.removeEventListener(key, follow)
    }
  }, [key])
  const store = useCallback((text: string | null) => write(key, text), [key])
  return [stored.key === key ? stored.text : readStored(key), store]
}

function write(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(key)
    else localStorage.setItem(key, text)
  } catch {
    // A browser may refuse to keep anything; then it is gone with the page.
  }
  changes.dispatchEvent(new Event(key))
}
