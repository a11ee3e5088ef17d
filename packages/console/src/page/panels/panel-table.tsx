import type { PanelPart } from '../../api/types.ts'
import { PanelValue } from './panel-value.tsx'
import { panelsText as text } from '../../text/panels-text.ts'

/** Rows of a plugin; the first cell names the row. */
export function PanelTable({
  table,
  heading: Heading,
}: {
  table: Extract<PanelPart, { kind: 'table' }>
  heading: 'h2' | 'h3'
}) {
  const { columns, empty, rows, title } = table
  return (
    <section class="panel-table">
      <Heading>{title}</Heading>
      {rows.length === 0 ? (
        <p class="muted">{empty ?? text.nothing}</p>
      ) : (
        <div class="scrolled" tabIndex={0} role="region" aria-label={title}>
          <table class="list" role="table">
            <thead role="rowgroup">
              <tr role="row">
                {columns.map((column, index) => (
                  <th key={index} scope="col" role="columnheader" class={column.numeric ? 'numeric' : ''}>
                    {column.title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup">
              {rows.map((row, index) => (
                <tr key={index} role="row">
                  {row.map((value, place) =>
                    place === 0 ? (
                      <th key={place} scope="row" role="rowheader">
                        <PanelValue value={value} />
                      </th>
                    ) : (
                      <td
                        key={place}
                        role="cell"
                        class={columns[place]?.numeric === true ? 'numeric' : ''}
                        data-title={columns[place]?.title}
                      >
                        <PanelValue value={value} />
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
