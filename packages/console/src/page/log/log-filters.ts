import { usePlace } from '../../use-place.ts'

/** What the log is narrowed down to, as its address says: a link to it shows the same. */
export interface LogFilters {
  readonly q: string
  readonly outcome: string
  readonly about: string
  /** The id of a person or a group. */
  readonly of: string
  readonly range: string
}

const names = ['q', 'outcome', 'about', 'of', 'range'] as const

/** The filters of the address, and what changes one of them there. */
export function useLogFilters(): readonly [LogFilters, (name: keyof LogFilters, value: string) => void] {
  const { query, route } = usePlace()
  const filters = Object.fromEntries(names.map((name) => [name, query[name] ?? ''])) as Record<keyof LogFilters, string>
  const set = (name: keyof LogFilters, value: string): void => {
    const next = new URLSearchParams(Object.entries({ ...filters, [name]: value }).filter(([, text]) => text !== ''))
    route(next.size === 0 ? '/log' : `/log?${next.toString()}`, true)
  }
  return [filters, set]
}

/** The query of the API for them. */
export function toLogQuery({ about, of, outcome, q }: LogFilters): string {
  return new URLSearchParams({
    limit: '50',
    ...(q !== '' && { q }),
    ...(outcome === 'left-out' || outcome === 'changed'
      ? { [outcome === 'changed' ? 'changed' : 'leftOut']: 'true' }
      : outcome !== '' && { outcome }),
    ...(of !== '' ? { resource: of } : about !== '' && { resource: about }),
  }).toString()
}
