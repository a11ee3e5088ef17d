import { useLocation } from 'preact-iso'

import { toAddress, toPath } from './mount.ts'

/** Where one is in the console. */
export interface Place {
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Goes there; in the place of the page before, where `replace` says so. */
  readonly route: (path: string, replace?: boolean) => void
}

export function usePlace(): Place {
  const { path, query, route } = useLocation()
  return { path: toPath(path), query, route: (to, replace) => route(toAddress(to), replace) }
}
