import { useLocation } from 'preact-iso'

import { toAddress, toPath } from './mount.ts'

/** Where one is in the console. */
export interface Place {
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly route: (path: string) => void
}

export function usePlace(): Place {
  const { path, query, route } = useLocation()
  return { path: toPath(path), query, route: (to) => route(toAddress(to)) }
}
