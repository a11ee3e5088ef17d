import type { Filters } from '../../filter/use-filters.ts'

/** What the log can be narrowed down to; `of` is the id of a person or a group. */
export const logFilters = ['q', 'outcome', 'about', 'of', 'range'] as const

/** The query of the API for them. */
export function toLogQuery({ about, of, outcome, q }: Omit<Filters<(typeof logFilters)[number]>, 'range'>): string {
  return new URLSearchParams({
    limit: '50',
    ...(q !== '' && { q }),
    ...(outcome === 'left-out' || outcome === 'changed'
      ? { [outcome === 'changed' ? 'changed' : 'leftOut']: 'true' }
      : outcome !== '' && { outcome }),
    ...(of !== '' ? { resource: of } : about !== '' && { resource: about }),
  }).toString()
}
