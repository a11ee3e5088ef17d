import { useEffect, useState } from 'preact/hooks'

import { serverNow } from '../api/server-clock.ts'
import { formatAgo, formatExact } from '../text/locale.ts'
import { commonText as text } from '../text/common-text.ts'

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** How long ago, or how soon, in words; the exact time is shown when one points at it. */
export function TimeAgo({ at }: { readonly at: string }) {
  const [, setNow] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={at} title={formatExact(at)}>
      {describe((Date.parse(at) - serverNow()) / 1_000)}
    </time>
  )
}

function describe(seconds: number): string {
  for (const [unit, size] of units) if (Math.abs(seconds) >= size) return formatAgo(Math.round(seconds / size), unit)
  return seconds > 0 ? text.inAMoment : seconds > -10 ? text.justNow : text.aMomentAgo
}
