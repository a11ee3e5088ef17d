const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** The time that is left, as a clock that runs down shows it: `9:41`, `2 h 05 min`, `3 d 4 h`. */
export function formatRemaining(milliseconds: number): string {
  const left = Math.max(0, Math.ceil(milliseconds / second) * second)
  const of = (unit: number, within: number): number => Math.floor((left % within) / unit)
  const two = (value: number): string => String(value).padStart(2, '0')
  if (left >= day) return `${Math.floor(left / day)} d ${of(hour, day)} h`
  if (left >= hour) return `${of(hour, day)} h ${two(of(minute, hour))} min`
  return `${of(minute, hour)}:${two(of(second, minute))}`
}
