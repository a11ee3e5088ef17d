/** Times and numbers are written as the reader is used to, in the reader's time zone; the words around them are English. */
const locale = undefined

const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' })
const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' })
const longDay = new Intl.DateTimeFormat(locale, { dateStyle: 'long' })
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full' })
const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
const shortDayUtc = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const number = new Intl.NumberFormat(locale)
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
/** Words of a sentence, which is English; numbers, since `yesterday` is a day of the calendar. */
const ago = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

export const formatClock = (instant: string): string => clock.format(new Date(instant))
export const formatExact = (instant: string): string => exact.format(new Date(instant))
/** A day with its time, within a sentence. */
export const formatMoment = (instant: string): string => moment.format(new Date(instant))
/** A day with its year, within a sentence. */
export const formatDate = (instant: string): string => longDay.format(new Date(instant))
export const formatShortDay = (instant: string): string => shortDay.format(new Date(instant))
/** A day of the calendar, `2026-11-30`, which is no instant. */
export const formatCalendarDay = (date: string): string => shortDayUtc.format(new Date(date))
export const formatAgo = (count: number, unit: Intl.RelativeTimeFormatUnit): string => ago.format(count, unit)
export const formatNumber = (value: number): string => number.format(value)
export const formatPercent = (share: number): string => percent.format(share)

/** `Today`, `Yesterday`, and before that the whole date. */
export function formatDay(instant: string, now: Date = new Date()): string {
  const then = new Date(instant)
  const yesterday = new Date(now)
  yesterday.setDate(now.getDate() - 1)
  if (then.toDateString() === now.toDateString()) return 'Today'
  if (then.toDateString() === yesterday.toDateString()) return 'Yesterday'
  return day.format(then)
}
