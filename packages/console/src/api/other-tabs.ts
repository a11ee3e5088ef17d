import { useEffect, useRef } from 'preact/hooks'

/** All tabs have one cookie: who signs in or out in one of them does so in all. */
const channel = new BroadcastChannel('rolecall.session')

/** Tells the other tabs that somebody has signed in or out. */
export function tellOtherTabs(): void {
  // To this origin alone, as all that a channel tells.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel.postMessage('changed')
}

/** Calls `renew` when another tab has told that, and when one comes back to this one, from another tab or by the way back. */
export function useOtherTabs(renew: () => void): void {
  const latest = useRef(renew)
  latest.current = renew
  useEffect(() => {
    const onNews = (): void => latest.current()
    const onVisible = (): void => void (document.visibilityState === 'visible' && latest.current())
    const onShow = (event: PageTransitionEvent): void => void (event.persisted && latest.current())
    channel.addEventListener('message', onNews)
    document.addEventListener('visibilitychange', onVisible)
    addEventListener('pageshow', onShow)
    return () => {
      channel.removeEventListener('message', onNews)
      document.removeEventListener('visibilitychange', onVisible)
      removeEventListener('pageshow', onShow)
    }
  }, [])
}
