import { formatNumber } from './locale.ts'

export function number(value: number): string {
  return formatNumber(value)
}

/** `1 person`, `1,204 people`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`
}
