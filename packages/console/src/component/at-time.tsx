import { formatClock, formatExact } from '../text/locale.ts'

/** The time of a day, under whose heading it stands; the exact one is shown when one points at it. */
export function AtTime({ at }: { at: string }) {
  return (
    <time dateTime={at} title={formatExact(at)}>
      {formatClock(at)}
    </time>
  )
}
