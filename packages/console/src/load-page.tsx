import type { FunctionComponent } from 'preact'
import { lazy } from 'preact-iso'

import { toAddress } from './mount.ts'
import { frameText as text } from './text/frame-text.tsx'
import { Unreachable } from './page/unreachable.tsx'

const lastReload = 'rolecall.reloaded'
/** Whoever still misses a file so soon after the page was loaded anew misses another than an old one. */
const patience = 30_000

/**
 * A page whose files are loaded when one goes there. After an update the server has other files than an open console knows:
 * then the console is loaded anew, once. What is typed is kept.
 */
export function loadPage<Props>(load: () => Promise<FunctionComponent<Props>>) {
  return lazy<FunctionComponent<Props>>(() =>
    load().catch(async () => {
      if (await isUpdated()) return reload()
      return () => <Unreachable error={new Error(text.notLoaded)} onAgain={() => location.reload()} />
    }),
  )
}

async function isUpdated(): Promise<boolean> {
  const { ok } = await fetch(toAddress('/'), { cache: 'no-store' }).catch(() => ({ ok: false }))
  return ok && Date.now() - Number(sessionStorage.getItem(lastReload) ?? 0) > patience
}

function reload(): Promise<never> {
  sessionStorage.setItem(lastReload, String(Date.now()))
  location.reload()
  // Nothing more is shown until then.
  return new Promise(() => undefined)
}
