import type { Notice } from '../directory/notice.ts'
import { isRecovered, judgeQuarantine, quarantine, toOutcomes } from '../directory/quarantine.ts'
import type { RequestCount } from '../directory/request-log.ts'
import type { LastCall } from './last-calls.ts'

const hour = 60 * 60 * 1_000
const day = 24 * hour

/** Requests of so many hours are judged together. */
const judgedHours = 24

/** The first hour whose requests are judged. */
export function judgedFrom(now: string): string {
  return new Date(Math.floor(Date.parse(now) / hour) * hour - (judgedHours - 1) * hour).toISOString()
}

/** Whether so many requests of a provider fail that it may stop. */
export function findFailures(counts: readonly RequestCount[]): readonly Notice[] {
  const outcomes = toOutcomes(counts)
  if (isRecovered(outcomes)) return []
  const { failures, ratio, requests } = outcomes
  const risk = judgeQuarantine(outcomes)
  const limit = `${quarantine.threshold * 100} %`
  const message = `${Math.round(ratio * 100)} % of the provider's requests of the last ${judgedHours} hours failed (${failures} of ${requests}); above ${limit} Entra puts a connection into quarantine: the provisioning log says why they fail`
  return [
    {
      code: 'provider-failing',
      subject: 'provisioning-log',
      occurrence: '',
      level: { none: 0, watch: 1, danger: 2 }[risk],
      message,
      data: { requests, failures, ratio },
    },
  ]
}

/** Providers that have called by a key which still opens, and do no more. One that has several keys calls by any of them. */
export function findSilence(calls: readonly LastCall[], longest: number, now: string): readonly Notice[] {
  const latest = new Map<string, string>()
  for (const { at, key } of calls) {
    if (key.expiresAt !== null && key.expiresAt <= now) continue
    const provider = key.provider ?? key.guessedProvider ?? 'unknown'
    if (at > (latest.get(provider) ?? '')) latest.set(provider, at)
  }
  return [...latest].map(([provider, lastCallAt]) => {
    const silent = Date.parse(now) - Date.parse(lastCallAt)
    const name = provider === 'unknown' ? 'The provider' : `The provider ${provider}`
    return {
      code: 'provider-silent',
      subject: `providers/${provider}`,
      occurrence: lastCallAt,
      level: silent > longest ? 1 : 0,
      message: `${name} has not called for ${Math.floor(silent / day)} days (since ${lastCallAt}): look whether provisioning is on there`,
      data: { provider, lastCallAt },
    }
  })
}
