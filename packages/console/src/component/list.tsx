import type { ComponentChildren } from 'preact'

import type { Pages } from '../api/use-pages.ts'
import { useAction } from '../api/use-action.ts'
import { Failure } from './failure.tsx'

export interface Column<T> {
  readonly title: string
  readonly cell: (row: T) => ComponentChildren
  /** A number, which is set so that digits stand below each other. */
  readonly numeric?: boolean
  /** Left out where the screen is narrow. */
  readonly wide?: boolean
}

interface ListProps<T> {
  readonly caption: string
  readonly pages: Pages<T>
  readonly columns: readonly Column<T>[]
  readonly rowKey: (row: T) => string
  readonly empty: ComponentChildren
}

/** A table that is read page by page. The first column names the row. */
export function List<T>({ caption, pages, columns, rowKey, empty }: ListProps<T>) {
  const { rows, error, more } = pages
  const next = useAction(async () => more?.())
  if (rows === undefined) return error === undefined ? <Placeholder /> : <Failure error={error} />
  return (
    <>
      <Failure error={error} />
      {rows.length === 0 ? (
        empty
      ) : (
        <table>
          <caption class="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.title} scope="col" class={classOf(column)}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={rowKey(row)}>
                {columns.map((column, index) =>
                  index === 0 ? (
                    <th key={column.title} scope="row">
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.title} class={classOf(column)}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more !== null && (
        <p class="more">
          <button type="button" disabled={next.busy} onClick={() => void next.run()}>
            Show more
          </button>
        </p>
      )}
    </>
  )
}

function classOf({ numeric = false, wide = false }: Pick<Column<never>, 'numeric' | 'wide'>): string {
  return [numeric ? 'numeric' : '', wide ? 'wide' : ''].join(' ').trim()
}

/** Holds the place of what is being read; seen only when that takes a while. */
export function Placeholder() {
  return (
    <div class="placeholder" role="status">
      <span class="visually-hidden">Loading…</span>
    </div>
  )
}
