import { useEffect, useState } from 'preact/hooks'

import { serverNow } from '../api/server-clock.ts'

/** The server's time in milliseconds, anew each second. */
export function useServerTime(): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
