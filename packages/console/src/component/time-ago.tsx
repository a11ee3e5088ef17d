import { useEffect, useState } from 'preact/hooks'

import { serverNow } from '../api/server-clock.ts'
import { describeAgo } from '../text/describe-ago.ts'
import { formatExact } from '../text/locale.ts'

/** How long ago, or how soon, in words; the exact time is shown when one points at it. */
export function TimeAgo({ at }: { readonly at: string }) {
  const [, setNow] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={at} title={formatExact(at)}>
      {describeAgo((Date.parse(at) - serverNow()) / 1_000)}
    </time>
  )
}
