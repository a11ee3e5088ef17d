import { useLocation, useRoute } from 'preact-iso'

/** What a list is narrowed down to, by name; `''` where it is not. */
export type Filters<Name extends string> = Readonly<Record<Name, string>>

/**
 * The filters of a page as its address says them, so that a link, a reload and the way back show the same; and what changes
 * one. A page that one has left stands there until the next one has come: it keeps its filters, and changes no address.
 */
export function useFilters<Name extends string>(
  names: readonly Name[],
): readonly [Filters<Name>, (name: Name, value: string) => void] {
  const { path, query } = useRoute()
  const { route } = useLocation()
  const filters = Object.fromEntries(names.map((name) => [name, query[name] ?? ''])) as Record<Name, string>
  const set = (name: Name, value: string): void => {
    if ((location.pathname.replace(/\/+$/, '') || '/') !== path) return
    // As it is by now: two may be changed before the page is drawn again.
    const now = new URLSearchParams(location.search)
    now.set(name, value)
    const next = new URLSearchParams()
    // Always in the same order, so that the same is found at one address.
    for (const one of names) if (now.get(one)) next.set(one, now.get(one) ?? '')
    route(next.size === 0 ? path : `${path}?${next.toString()}`, true)
  }
  return [filters, set]
}
