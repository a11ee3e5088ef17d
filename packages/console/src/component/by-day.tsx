import type { ComponentChildren } from 'preact'

import { formatDay } from '../text/locale.ts'

/** What happened, under headings of days. */
export function ByDay<T extends { readonly time: string }>({
  rows,
  label,
  children,
}: {
  rows: readonly T[]
  label: string
  children: (row: T) => ComponentChildren
}) {
  return (
    <>
      {groupByDay(rows).map(([day, ofDay]) => (
        <section key={day} class="day" aria-label={`${label}, ${day}`}>
          <h2 class="day-title">{day}</h2>
          <ol class="log">{ofDay.map(children)}</ol>
        </section>
      ))}
    </>
  )
}

function groupByDay<T extends { readonly time: string }>(rows: readonly T[]): readonly (readonly [string, T[]])[] {
  const days = new Map<string, T[]>()
  for (const row of rows) {
    const day = formatDay(row.time)
    const known = days.get(day)
    if (known === undefined) days.set(day, [row])
    else known.push(row)
  }
  return [...days]
}
