import type { PanelValue as Value } from '../../api/types.ts'
import { number } from '../../text/count.ts'
import { panelsText as text } from '../../text/panels-text.ts'

/** One value of a plugin. A link leads to this server; the server has checked it. */
export function PanelValue({ value }: { value: Value }) {
  if (value === null) return null
  if (typeof value === 'number') return <>{number(value)}</>
  if (typeof value === 'boolean') return <>{value ? text.yes : text.no}</>
  if (typeof value === 'string') return <>{value}</>
  return <a href={value.href}>{value.text}</a>
}
