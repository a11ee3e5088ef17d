import type { IncomingHttpHeaders } from 'node:http'

/** The value of a cookie; the last one of that name, `undefined` where there is none. */
export function readCookie({ cookie }: IncomingHttpHeaders, name: string): string | undefined {
  const pairs = cookie?.split(';').map(split) ?? []
  return pairs.findLast(([of]) => of === name)?.[1]
}

function split(pair: string): readonly [string, string] {
  const end = pair.indexOf('=')
  return [pair.slice(0, end).trim(), pair.slice(end + 1).trim()]
}
