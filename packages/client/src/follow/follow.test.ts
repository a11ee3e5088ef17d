import { describe, expect, it } from 'vitest'

import { NoAnswer, ServerFailure, toError, Unauthorized } from '../errors.ts'
import type { Changes, Content, Sink } from './changes.ts'
import { digestOf, drift } from './drift.ts'
import { catchUp, follow } from './follow.ts'
import type { Send } from './fetch-changes.ts'

const member = (userId: string, role = 'Member') =>
  ({
    userId,
    emailAddress: `${userId}@example.com`,
    displayName: null,
    role,
    status: 'active',
    emailValidated: true,
    teams: [],
  }) as const

interface Said {
  readonly cursor: string
  readonly complete?: boolean
  readonly members?: readonly ReturnType<typeof member>[]
  readonly gone?: readonly string[]
  readonly digest?: string
}

/** The body of a snapshot. */
function say({ complete = false, cursor, digest, gone = [], members = [] }: Said): Response {
  const lines = [
    { kind: 'begin', organizationId: 'o', revision: Number.parseInt(cursor, 10), complete },
    { kind: 'of a later version' },
    ...gone.map((one) => ({ kind: 'gone', member: one })),
    ...members.map((one) => ({ kind: 'member', ...one })),
    { kind: 'end', cursor, digest },
  ]
  return new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
}

/** A server that answers what is listed, one after another, and at the end whatever `last` does. */
function script(answers: readonly (Response | Error | (() => void))[]) {
  const asked: string[] = []
  const rest = [...answers]
  const send: Send = async (path, { signal }) => {
    asked.push(path.replace('/api/snapshot?', ''))
    const next = rest.shift()
    if (typeof next === 'function') {
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error))
        next()
      })
    }
    if (next === undefined || next instanceof Error) throw next ?? new Error('nothing more was expected')
    if (!next.ok) throw await toError(next)
    return next
  }
  return { asked, send }
}

/** A sink in memory. */
function createSink(): Sink & { readonly content: () => readonly string[]; take: (cursor: string) => void } {
  let cursor: string | null = null
  let members = new Map<string, ReturnType<typeof member>>()
  return {
    cursor: async () => cursor,
    async write(changes, expected) {
      if (cursor !== expected) return false
      if (changes.complete) members = new Map()
      for (const id of changes.gone.members) members.delete(id)
      for (const one of changes.members) members.set(one.userId, one as ReturnType<typeof member>)
      cursor = changes.cursor
      return true
    },
    read: async () => ({ cursor, roles: [], teams: [], members: [...members.values()] }),
    content: () => [...members.values()].map(({ role, userId }) => `${userId} ${role}`),
    take: (given) => void (cursor = given),
  }
}

const atOnce = () => {
  const pauses: number[] = []
  return { pauses, pausing: { random: () => 1, wait: async (milliseconds: number) => void pauses.push(milliseconds) } }
}

describe('to follow', () => {
  it('is everything first, then what changes from exactly there, until the signal ends it', async () => {
    const [end, sink] = [new AbortController(), createSink()]
    const { asked, send } = script([
      say({ cursor: '1-9', complete: true, members: [member('ann'), member('bob')] }),
      say({ cursor: '2-9', gone: ['bob'], members: [member('ann', 'Owner')] }),
      () => end.abort(),
    ])
    await follow(send, { sink, signal: end.signal })
    expect(asked).toEqual(['', 'after=1-9&wait=25', 'after=2-9&wait=25'])
    expect(sink.content()).toEqual(['ann Owner'])
  })

  it('begins where the sink is, which is where it was before a crash', async () => {
    const [end, sink] = [new AbortController(), createSink()]
    sink.take('7-9')
    const { asked, send } = script([() => end.abort()])
    await follow(send, { sink, signal: end.signal })
    expect(asked).toEqual(['after=7-9&wait=25'])
  })

  it('tells a function each change, and again the one by which it has failed', async () => {
    const end = new AbortController()
    const told: string[] = []
    const { pauses, pausing } = atOnce()
    const { asked, send } = script([
      say({ cursor: '4-9' }),
      say({ cursor: '4-9' }),
      say({ cursor: '5-9' }),
      () => end.abort(),
    ])
    const onChange = ({ cursor }: Changes) => {
      told.push(cursor)
      if (told.length === 1) throw new Error('the product is not ready')
    }
    await follow(send, { onChange, since: '3-9', signal: end.signal }, pausing)
    expect([told, pauses]).toEqual([['4-9', '4-9', '5-9'], [100]])
    expect(asked).toEqual(['after=3-9&wait=25', 'after=3-9&wait=25', 'after=4-9&wait=25', 'after=5-9&wait=25'])
  })

  it.each([
    ['a server that is gone', () => new TypeError('fetch failed'), NoAnswer],
    [
      'a server that restarts in the middle of an answer',
      () => new Response('{"kind":"begin","complete":true}\n{"kind":"mem'),
      NoAnswer,
    ],
    ['an answer without its end', () => new Response('{"kind":"begin","complete":true}\n'), NoAnswer],
    ['an answer of a proxy', () => new Response('<html>', { status: 502 }), ServerFailure],
    ['a page of a proxy that says it is an answer', () => new Response('<html>\n</html>\n'), NoAnswer],
    ['an empty answer', () => new Response(null), NoAnswer],
  ])('goes on after %s', async (_, failure, ErrorClass) => {
    const [end, sink] = [new AbortController(), createSink()]
    const problems: unknown[] = []
    const { pauses, pausing } = atOnce()
    const { send } = script([
      failure(),
      failure(),
      say({ cursor: '1-9', complete: true, members: [member('ann')] }),
      () => end.abort(),
    ])
    await follow(send, { sink, signal: end.signal, onProblem: (problem) => problems.push(problem) }, pausing)
    expect(sink.content()).toEqual(['ann Member'])
    expect(problems).toEqual([expect.any(ErrorClass), expect.any(ErrorClass)])
    expect(pauses).toEqual([100, 200])
  })

  it('waits for as long as the server asks', async () => {
    const [end, sink] = [new AbortController(), createSink()]
    const { pauses, pausing } = atOnce()
    const busy = new Response('{}', { status: 429, headers: { 'retry-after': '5' } })
    const { send } = script([busy, () => end.abort()])
    await follow(send, { sink, signal: end.signal }, pausing)
    expect(pauses).toEqual([5_000])
  })

  it('does not ask a thousand times a server that stops, which answers at once', async () => {
    const [end, sink] = [new AbortController(), createSink()]
    sink.take('1-9')
    const { pauses, pausing } = atOnce()
    const same = () => say({ cursor: '1-9' })
    const { send } = script([same(), same(), same(), () => end.abort()])
    await follow(send, { sink, signal: end.signal }, pausing)
    expect(pauses).toEqual([100, 200, 400])
  })

  it.each([
    [401, Unauthorized, 'the key was revoked, or the organization is no more'],
    [403, Error, 'the key may not read'],
    [404, Error, 'nobody of this kind is there'],
    [400, Error, 'what the sink holds is no cursor'],
  ])('is over with %d: %s', async (status, ErrorClass, reason) => {
    expect(reason).not.toBe('')
    const [end, sink] = [new AbortController(), createSink()]
    const { send } = script([
      say({ cursor: '1-9', complete: true, members: [member('ann')] }),
      new Response('{"detail":"no"}', { status }),
    ])
    await expect(follow(send, { sink, signal: end.signal })).rejects.toThrow(ErrorClass)
    expect(sink.content()).toEqual(['ann Member'])
  })

  it('replaces everything where the log does not know the cursor any more', async () => {
    const [end, sink] = [new AbortController(), createSink()]
    const { send } = script([
      say({ cursor: '9-9', complete: true, members: [member('ann'), member('bob')] }),
      say({ cursor: '3-9', complete: true, members: [member('cid')] }),
      () => end.abort(),
    ])
    await follow(send, { sink, signal: end.signal })
    expect([sink.content(), await sink.cursor()]).toEqual([['cid Member'], '3-9'])
  })

  it('writes a revision that comes twice once, whoever else writes it', async () => {
    const [end, sink] = [new AbortController(), createSink()]
    sink.take('1-9')
    const written: string[] = []
    const another = say({ cursor: '2-9', members: [member('ann')] })
    const send: Send = async (path) => {
      if (path.includes('after=1-9')) sink.take('2-9')
      else end.abort()
      return another.clone()
    }
    await follow(send, { sink, signal: end.signal, onChange: ({ cursor }) => void written.push(cursor) })
    expect([written, sink.content()]).toEqual([[], []])
  })

  it('is over before it has begun where its signal is', async () => {
    const { asked, send } = script([])
    await follow(send, { sink: createSink(), signal: AbortSignal.abort() })
    expect(asked).toEqual([])
  })

  it('catches up once, and says whether there was anything', async () => {
    const sink = createSink()
    const { asked, send } = script([
      say({ cursor: '1-9', complete: true, members: [member('ann')] }),
      say({ cursor: '1-9' }),
    ])
    expect(await catchUp(send, sink)).toMatchObject({ cursor: '1-9' })
    expect(await catchUp(send, sink)).toBeNull()
    expect(asked).toEqual(['', 'after=1-9'])
  })

  it('fails at once where it is to catch up and nobody answers', async () => {
    await expect(catchUp(script([new TypeError('refused')]).send, createSink())).rejects.toThrow(NoAnswer)
  })
})

describe('drift', () => {
  const content: Content = { roles: [], teams: [], members: [member('ann')] }

  it('is none where the digests are the same, after what is new was written', async () => {
    const sink = createSink()
    const digest = await digestOf(content)
    const { asked, send } = script([say({ cursor: '1-9', complete: true, members: [member('ann')], digest })])
    expect(await drift(send, sink)).toEqual({
      equal: true,
      revision: 1,
      cursor: '1-9',
      expected: digest,
      found: digest,
      mended: false,
    })
    expect(asked).toEqual(['digest=true'])
  })

  it('is found, and mended where that is wanted', async () => {
    const sink = createSink()
    await sink.write(
      {
        ...content,
        members: [member('bob')],
        complete: true,
        cursor: '1-9',
        organizationId: 'o',
        revision: 1,
        gone: { teams: [], members: [] },
        digest: '',
      },
      null,
    )
    const digest = await digestOf(content)
    const { send } = script([
      say({ cursor: '1-9', digest }),
      say({ cursor: '1-9', digest }),
      say({ cursor: '1-9', complete: true, members: [member('ann')] }),
      say({ cursor: '1-9', digest }),
    ])
    expect(await drift(send, sink)).toMatchObject({ equal: false, mended: false })
    expect(await drift(send, sink, { mend: true })).toMatchObject({ equal: true, mended: true, found: digest })
  })

  it('is told where a sink that was mended still holds something else, and not mended without end', async () => {
    const sink = { ...createSink(), read: async () => ({ ...content, members: [], cursor: '1-9' }) }
    const digest = await digestOf(content)
    const all = () => say({ cursor: '1-9', complete: true, members: [member('ann')], digest })
    const { asked, send } = script([all(), all(), say({ cursor: '1-9', digest })])
    expect(await drift(send, sink, { mend: true })).toMatchObject({ equal: false, mended: true })
    expect(asked).toHaveLength(3)
  })

  it('is asked again where somebody else goes on in between', async () => {
    const sink = createSink()
    const digest = await digestOf(content)
    const { send } = script([
      say({ cursor: '1-9', complete: true, members: [member('ann')], digest }),
      say({ cursor: '2-9', digest }),
    ])
    const read = sink.read
    let reads = 0
    const disturbed: Sink = {
      ...sink,
      read: async () => {
        const state = await read()
        return reads++ === 0 ? { ...state, cursor: '2-9' } : state
      },
    }
    expect(await drift(send, disturbed)).toMatchObject({ equal: true, cursor: '2-9' })
  })

  it('does not depend on the order in which a database answers', async () => {
    const team = (id: string) => ({ id, name: id, type: 'Team', parent: null, description: null })
    const held = ['b', 'a'].map((teamId) => ({ teamId, role: 'Editor', roles: ['Editor'] }))
    const ann = { ...member('ann'), teams: held }
    const one = { roles: [], teams: [team('a'), team('b')], members: [ann, member('bob')] }
    const two = {
      roles: [],
      teams: [team('b'), team('a')],
      members: [member('bob'), { ...ann, teams: held.toReversed() }],
    }
    expect(await digestOf(one)).toBe(await digestOf(two))
  })
})
