import { expect, it } from 'vitest'

import { RequestError } from './request.ts'
import { revokeAll } from './revoke-all.ts'

const asked = async (statuses: Readonly<Record<string, number>>) => {
  const paths: string[] = []
  const ask = (path: string) => {
    paths.push(path)
    const status = statuses[path]
    return status === undefined ? Promise.resolve() : Promise.reject(new RequestError(status, {}))
  }
  const outcome = await revokeAll(['a', 'b', 'c'], ask).catch((error: unknown) => error)
  return { paths: paths.join(''), status: outcome instanceof RequestError ? outcome.status : outcome }
}

it.each([
  ['all of them', {}, undefined],
  ['those that follow one which somebody else has revoked', { b: 404 }, undefined],
  ['those that follow one which fails, and says so', { b: 503 }, 503],
  ['those that are left where the first ones are revoked by now', { a: 404, b: 404 }, undefined],
])('revokes %s', async (_, statuses, status) => {
  expect(await asked(statuses)).toEqual({ paths: 'abc', status })
})
