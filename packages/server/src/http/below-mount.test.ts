import type { IncomingMessage, ServerResponse } from 'node:http'

import { expect, it } from 'vitest'

import { belowMount } from './below-mount.ts'

function handed(path: string, request: object): string | undefined {
  let url: string | undefined
  belowMount(path, (asked) => (url = asked.url))(request as IncomingMessage, {} as ServerResponse)
  return url
}

it.each([
  ['/in', { url: '/in/api/x?y' }, '/api/x?y'],
  ['/in', { url: '/in' }, '/'],
  ['/in', { url: '/in?x' }, '/?x'],
  ['/in', { url: '/inside/x' }, '/inside/x'],
  // Express, which has taken it off.
  ['/in', { url: '/api/x', originalUrl: '/in/api/x' }, '/api/x'],
  ['/api', { url: '/api/x', originalUrl: '/api/api/x' }, '/api/x'],
  // A router of Express within another one.
  ['/a/in', { url: '/api/x', originalUrl: '/a/in/api/x' }, '/api/x'],
  // A proxy, which has taken it off.
  ['/in', { url: '/api/x' }, '/api/x'],
  ['', { url: '/api/x' }, '/api/x'],
])('at %j hands on %j as %s', (path, request, url) => {
  expect(handed(path, request)).toBe(url)
})
