import { describe, expect, it } from 'vitest'

import { parseTranscript } from './parse-transcript.ts'
import { playTranscript, type PlayedAnswer } from './play-transcript.ts'

const text = `
title: a user is made and read
source: synthetic
steps:
  - request: { method: POST, path: /Users, body: { userName: a } }
    response: { status: 201, body: { userName: a, emails: [{ type: work }] }, absent: [password, name/givenName] }
    save: { id: id }
  - request: { method: GET, path: '/Users/\${id}' }
    response: { status: 200, headers: { etag: W/"1" } }
`

function player(change: Partial<PlayedAnswer> = {}) {
  const paths: string[] = []
  const send = async ({ path }: { readonly path: string }): Promise<PlayedAnswer> => {
    paths.push(path)
    const body = { id: '7', userName: 'a', emails: [{ type: 'work', value: 'x' }] }
    const first = paths.length === 1
    return { status: first ? 201 : 200, headers: new Headers({ etag: 'W/"1"' }), body, ...(first ? change : {}) }
  }
  return { paths, send }
}

describe('a transcript', () => {
  const transcript = parseTranscript(text, 'a.yaml')

  it('is played with what earlier answers gave', async () => {
    const { paths, send } = player()
    await playTranscript(transcript, send)
    expect(paths).toEqual(['/Users', '/Users/7'])
  })

  it.each([
    ['another status', { status: 200 }, 'status is 200, not 201'],
    ['another value', { body: { userName: 'b', emails: [{ type: 'work' }] } }, 'body.userName is "b", not "a"'],
    ['a longer list', { body: { userName: 'a', emails: [{ type: 'work' }, {}] } }, 'body.emails has 2 items, not 1'],
    [
      'what must be absent',
      { body: { userName: 'a', emails: [{ type: 'work' }], password: 'x' } },
      'password is there',
    ],
    [
      'what must be absent, deeper',
      { body: { userName: 'a', emails: [{ type: 'work' }], name: { givenName: 'x' } } },
      'name/givenName is there',
    ],
  ])('fails on %s and names it', async (_, change, message) => {
    await expect(playTranscript(transcript, player(change).send)).rejects.toThrow(message)
  })

  it('must name its source', () => {
    expect(() => parseTranscript(text.replace('synthetic', 'somewhere'), 'a.yaml')).toThrow(
      'a.yaml: source: a page, a section of an RFC, or "synthetic"',
    )
  })
})
