import type { AuditEvent } from '../../api/types.ts'
import { auditText as text } from '../../text/audit-text.tsx'

/** What was before, and what is after; or what else an event has. */
export function AuditChange({ data }: Pick<AuditEvent, 'data'>) {
  const { after, before, ...rest } = data as Readonly<Record<string, unknown>>
  const names = [...new Set([...Object.keys(toRecord(before)), ...Object.keys(toRecord(after))])]
  const changed = names.filter((name) => toText(toRecord(before)[name]) !== toText(toRecord(after)[name]))
  const others = Object.entries(rest).filter(([name, value]) => name !== 'attributes' && value !== null)
  if (changed.length + others.length === 0) return null
  return (
    <details>
      <summary>{changed.length > 0 ? changed.join(', ') : text.details}</summary>
      <ul class="audit-changes">
        {changed.map((name) => (
          <li key={name}>
            {`${name}: `}
            <del>{toText(toRecord(before)[name])}</del> → <ins>{toText(toRecord(after)[name])}</ins>
          </li>
        ))}
        {others.map(([name, value]) => (
          <li key={name}>{`${name}: ${toText(value)}`}</li>
        ))}
      </ul>
    </details>
  )
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
