import { formatNumber } from './locale.ts'

export function number(value: number): string {
  return formatNumber(value)
}

/** `1 person`, `1,204 people`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`
}

/** `12`; `100+` of a list of which only the first page is known; `''` of an empty one. */
export function countOfPage({
  body,
  next,
}: {
  readonly body: readonly unknown[]
  readonly next: string | null
}): string {
  return body.length === 0 ? '' : number(body.length) + (next === null ? '' : '+')
}
