import type { RequestSummary } from '../../api/types.ts'
import type { Bar } from '../../component/chart/bar-chart.tsx'
import { formatClock, formatShortDay } from '../../text/locale.ts'
import { logText as text } from '../../text/log-text.tsx'

type Hours = RequestSummary['hours']

/** So many bars have something written below them. */
const ticks = 6

/** Hours put together as bars of so many each, the last one still under way. */
export function toBars(hours: Hours, hoursOfBar: number): readonly Bar[] {
  const bars: Bar[] = []
  const whole = Math.ceil(hours.length / hoursOfBar)
  const every = Math.max(1, Math.ceil(whole / ticks))
  for (let index = 0; index < whole; index += 1) {
    const end = hours.length - (whole - 1 - index) * hoursOfBar
    const ofBar = hours.slice(Math.max(0, end - hoursOfBar), end)
    const from = ofBar[0]?.from ?? ''
    const total = sum(ofBar.map(({ requests }) => requests))
    const marked = sum(ofBar.map(({ failures }) => failures))
    const time = hoursOfBar < 24 && hours.length <= 24 ? formatClock(from) : formatShortDay(from)
    const title = hoursOfBar < 24 ? `${formatShortDay(from)} ${formatClock(from)}` : formatShortDay(from)
    const tick = index % every === 0 && index < whole - every / 2 ? time : null
    bars.push({ title: text.barTitle(title, total, marked), tick, total, marked })
  }
  return bars
}

/** The chart in words. */
export function toLabel({
  failures,
  hours,
  requests,
}: Pick<RequestSummary, 'failures' | 'hours' | 'requests'>): string {
  const span = hours.length > 48 ? text.days(hours.length / 24) : text.hours(hours.length)
  return text.inOfThemDid(requests, span, failures)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
