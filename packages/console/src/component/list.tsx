import type { ComponentChildren } from 'preact'

import type { Pages } from '../api/use-pages.ts'
import { Failure } from './failure.tsx'
import { MoreButton } from './more-button.tsx'
import { commonText as text } from '../text/common-text.ts'

export interface Column<T> {
  readonly title: string
  readonly cell: (row: T) => ComponentChildren
  /** A number, which is set so that digits stand below each other. */
  readonly numeric?: boolean
  /** Left out where the table is narrow; a card of a phone has it. */
  readonly wide?: boolean
}

interface ListProps<T> {
  readonly caption: string
  readonly pages: Pages<T>
  readonly columns: readonly Column<T>[]
  readonly rowKey: (row: T) => string
  readonly empty: ComponentChildren
  /** Shows each row as a card, on a wide page too: for things that one knows by sight. */
  readonly cards?: boolean
}

/** A table that is read page by page. The first column names the row. */
export function List<T>({ caption, pages, columns, rowKey, empty, cards = false }: ListProps<T>) {
  const { rows, error, more } = pages
  if (rows === undefined) return error === undefined ? <Placeholder /> : <Failure error={error} />
  return (
    <>
      <Failure error={error} />
      {rows.length === 0 ? (
        empty
      ) : (
        // The roles stay where a phone shows each row as a card.
        <table class={cards ? 'list cards' : 'list'} role="table">
          <caption class="visually-hidden">{caption}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map((column) => (
                <th key={column.title} scope="col" role="columnheader" class={classOf(column)}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {eachOnce(rows, rowKey).map((row) => (
              <tr key={rowKey(row)} role="row">
                {columns.map((column, index) =>
                  index === 0 ? (
                    <th key={column.title} scope="row" role="rowheader">
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.title} role="cell" class={classOf(column)} data-title={column.title}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <MoreButton more={more} />
    </>
  )
}

/** What has moved down the order since the page before was read comes again. */
function eachOnce<T>(rows: readonly T[], keyOf: (row: T) => string): readonly T[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()]
}

function classOf({ numeric = false, wide = false }: Pick<Column<never>, 'numeric' | 'wide'>): string {
  return [numeric ? 'numeric' : '', wide ? 'wide' : ''].join(' ').trim()
}

/** Holds the place of what is being read; seen only when that takes a while. */
export function Placeholder() {
  return (
    <div class="placeholder" role="status">
      <span class="visually-hidden">{text.loading}</span>
    </div>
  )
}
