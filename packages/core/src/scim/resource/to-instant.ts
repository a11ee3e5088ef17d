const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?$/i

/**
 * A dateTime (RFC 7643 §2.3.5, XML Schema) as UTC instant `YYYY-MM-DDTHH:mm:ss.sssZ`, so that text order is time order.
 * Without a zone it is UTC; beyond milliseconds it is cut. Undefined if it is no such date.
 */
export function toInstant(text: string): string | undefined {
  const parts = DATE_TIME.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = parts
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`
  const time = Date.parse(local)
  if (Number.isNaN(time) || new Date(time).toISOString() !== local) return undefined
  const offset = offsetOf(zone)
  if (offset === undefined) return undefined
  const instant = new Date(time - offset).toISOString()
  return instant.length === local.length ? instant : undefined
}

/** Whether a text begins with a day of the calendar, `YYYY-MM-DD`: `Date` itself makes the second of March of a 30 February. */
export function beginsWithDay(text: string): boolean {
  return toInstant(`${text.slice(0, 10)}T00:00:00Z`) !== undefined
}

function offsetOf(zone: string): number | undefined {
  if (zone.toUpperCase() === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(4))
  if (hours > 14 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}
