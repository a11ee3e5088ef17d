import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { Departure } from '../http/departure.ts'
import type { Party } from './party.ts'
import { defaultTurnLimits, type TurnLimits } from './turn-limits.ts'
import { createTurns, type Turns, type Visit } from './turns.ts'

/** Turns of which a test sees who has one, at a time that it sets; one that floods follows each request of another. */
function watch(limits: Partial<TurnLimits> = {}) {
  const clock = { now: 0 }
  const turns: Turns = createTurns({ ...defaultTurnLimits, lead: 1, grace: 0, ...limits }, () => clock.now)
  const begun: { readonly name: string; readonly visit: Visit }[] = []
  const refused: unknown[] = []
  function send(
    name: string,
    { gone = new Departure(), ...party }: Partial<Party> & { readonly gone?: Departure } = {},
  ): void {
    const { organization = name.slice(0, 1), key = name.slice(0, 2) } = party
    const visit = turns.enter({ organization, key })
    visit.turn(gone).then(
      () => begun.push({ name, visit }),
      (error: unknown) => {
        refused.push(error)
        visit.leave()
      },
    )
  }
  /** Ends the request that has begun first, and answers its name. */
  async function end(): Promise<string | undefined> {
    await settled()
    const first = begun.shift()
    first?.visit.leave()
    await settled()
    return first?.name
  }
  /** Ends the request of an organization that has begun first. */
  async function endOf(organization: string): Promise<void> {
    await settled()
    const place = begun.findIndex(({ name }) => name.startsWith(organization))
    begun.splice(place, 1)[0]?.visit.leave()
    await settled()
  }
  const names = async (): Promise<readonly string[]> => {
    await settled()
    return begun.map(({ name }) => name)
  }
  return { clock, turns, send, end, endOf, names, refused }
}

const anonymous = { organization: null }

/** When everything that promises have to say is said. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

describe('a request that waits for another server', () => {
  it('leaves its turn to the next one, and goes on when it has another', async () => {
    const { end, names, send, turns } = watch({ alone: 1 })
    const gone = new Departure()
    const visit = turns.enter({ organization: null, key: 'x' })
    await visit.turn(gone)
    send('a1.1')
    expect(await names()).toEqual([])
    visit.rest()
    expect(await names()).toEqual(['a1.1'])
    let goesOn = false
    const again = visit.turn(gone).then(() => (goesOn = true))
    await settled()
    expect(goesOn).toBe(false)
    await end()
    await again
    send('b1.1')
    expect(await names()).toEqual([])
    visit.leave()
    expect(await names()).toEqual(['b1.1'])
  })

  it('has no turn to leave twice, nor after it has ended', async () => {
    const { names, send, turns } = watch({ alone: 1 })
    const visit = turns.enter({ organization: 'a', key: 'x' })
    visit.rest()
    await visit.turn(new Departure())
    visit.rest()
    visit.rest()
    visit.leave()
    visit.rest()
    send('b1.1')
    send('b1.2')
    expect(await names()).toEqual(['b1.1'])
  })
})

describe('an organization that floods, beside one that asks again as soon as it has its answer', () => {
  const flood = (send: (name: string) => void) => {
    for (let index = 1; index <= 9; index++) send(`a1.${index}`)
  }

  it('begins one request for so many of theirs', async () => {
    const { end, names, send } = watch({ lead: 3, grace: 5, few: 1 })
    send('b1.0')
    flood(send)
    await end()
    expect(await end()).toBe('a1.1')
    const begun: number[] = []
    for (let index = 1; index <= 9; index++) {
      send(`b1.${index}`)
      const [first] = await names()
      if (first?.startsWith('a')) {
        begun.push(index)
        await end()
      }
      expect(await end()).toBe(`b1.${index}`)
    }
    expect(begun).toEqual([3, 6, 9])
  })

  it('has as many of theirs end without a long request as have ended beside it', async () => {
    const { end, endOf, names, send } = watch({ lead: 3, grace: 5, few: 1 })
    send('b1.0')
    flood(send)
    await end()
    const beside: string[] = []
    for (let index = 1; index <= 24; index++) {
      send(`b1.${index}`)
      const all = await names()
      const long = all.find((name) => name.startsWith('a'))
      beside.push(long ?? '')
      // It ends with the fifth of theirs that it was beside.
      if (long !== undefined && beside.filter((name) => name === long).length === 5) await end()
      await endOf('b')
    }
    // Of each eight the long one is beside five, of which four end before it does.
    expect(beside.filter((name) => name === '').length).toBe(9)
  })

  it('waits a moment for the next of theirs, and goes on when none has come', async () => {
    const { clock, end, names, send } = watch({ lead: 3, grace: 5, few: 1 })
    clock.now = 100
    send('b1.1')
    flood(send)
    expect([await end(), await end()]).toEqual(['b1.1', 'a1.1'])
    clock.now = 104
    send('c1.1')
    expect(await end()).toBe('c1.1')
    clock.now = 108
    send('x1', anonymous)
    expect(await names()).toEqual(['x1'])
    clock.now = 109
    send('a1.10')
    expect(await names()).toEqual(['x1', 'a1.2'])
  })

  it('goes on by itself when that moment is over', async () => {
    const turns = createTurns({ ...defaultTurnLimits, lead: 3, grace: 1, few: 1 })
    const visits = ['b', 'a', 'a'].map((organization) => turns.enter({ organization, key: 'k' }))
    const passed = visits.map((visit) => visit.turn(new Departure()))
    await passed[0]
    visits[0]?.leave()
    await passed[1]
    expect(turns.waiting).toBe(1)
  })

  it('pauses between the parts of a long request while theirs are carried out, and keeps its turn', async () => {
    const { end, names, send, turns } = watch({ lead: 2, grace: 5, few: 1 })
    const [long, other] = [1, 2].map(() => turns.enter({ organization: 'a', key: 'k' }))
    await long?.turn(new Departure())
    send('b1.1')
    let part = 0
    void long?.pause().then(() => (part += 1))
    expect(await names()).toEqual(['b1.1'])
    await end()
    expect(part).toBe(0)
    send('b1.2')
    await end()
    expect(part).toBe(1)
    other?.leave()
    await long?.pause()
    expect(turns.waiting).toBe(0)
  })
})

describe('an organization that asks little', () => {
  it('is never paused, nor is one that is alone', async () => {
    const { send, turns } = watch({ few: 1 })
    const visits = [1, 2, 3].map(() => turns.enter({ organization: 'a', key: 'k' }))
    await visits[0]?.turn(new Departure())
    await visits[0]?.pause()
    visits.slice(1).forEach((visit) => visit.leave())
    send('b1.1')
    await visits[0]?.pause()
  })
})

describe('an organization', () => {
  it('has the whole server while it is alone', async () => {
    const { names, send, turns } = watch({ alone: 3 })
    for (const name of ['a1.1', 'a1.2', 'a1.3', 'a1.4']) send(name)
    expect(await names()).toEqual(['a1.1', 'a1.2', 'a1.3'])
    expect(turns.waiting).toBe(1)
  })

  it('has the next turn where another one floods, which then has one for each of its own', async () => {
    const { end, names, send } = watch({ alone: 2 })
    for (let index = 1; index <= 9; index++) send(`a1.${index}`)
    for (let index = 1; index <= 3; index++) send(`b1.${index}`)
    expect(await names()).toEqual(['a1.1', 'a1.2'])
    const order: unknown[] = []
    for (let index = 0; index < 8; index++) order.push(await end())
    expect(order).toEqual(['a1.1', 'a1.2', 'b1.1', 'b1.2', 'a1.3', 'b1.3', 'a1.4', 'a1.5'])
  })

  it('has nobody who floods begin while its own request is carried out', async () => {
    const { clock, end, names, send } = watch({ memory: 1_000, patience: 20 })
    send('b1.1')
    await end()
    clock.now = 900
    for (let index = 1; index <= 9; index++) send(`a1.${index}`)
    send('b1.2')
    expect(await names()).toEqual(['a1.1', 'a1.2', 'b1.2'])
    await end()
    await end()
    expect(await names()).toEqual(['b1.2'])
    await end()
    expect(await names()).toEqual(['a1.3'])
  })

  it('that floods has its turns all the same while a request of another takes long', async () => {
    const { clock, end, names, send } = watch({ patience: 250, few: 1 })
    send('b1.1')
    for (let index = 1; index <= 3; index++) send(`a1.${index}`)
    expect(await names()).toEqual(['b1.1', 'a1.1'])
    clock.now = 251
    expect(await names()).toEqual(['b1.1', 'a1.1'])
    send('c1.1')
    expect(await names()).toEqual(['b1.1', 'a1.1', 'c1.1'])
    await end()
    await end()
    expect(await names()).toEqual(['c1.1'])
    await end()
    expect(await names()).toEqual(['a1.2'])
  })

  it('that floods has its turn when that time is over, though nothing else happens', async () => {
    const turns = createTurns({ ...defaultTurnLimits, patience: 1, few: 1 })
    const visits = ['b', 'a', 'a'].map((organization) => turns.enter({ organization, key: 'k' }))
    const passed = visits.map((visit) => visit.turn(new Departure()))
    await Promise.all(passed.slice(0, 2))
    visits[1]?.leave()
    await passed[2]
    expect(turns.waiting).toBe(0)
  })

  it('is alone again when the others have not been there for a while', async () => {
    const { clock, end, names, send } = watch({ alone: 4, all: 4, each: 1, memory: 1_000 })
    send('b1.1')
    await end()
    clock.now = 1_001
    for (let index = 1; index <= 4; index++) send(`a1.${index}`)
    expect(await names()).toHaveLength(4)
  })

  it('gives each of its keys its turn', async () => {
    const { end, send } = watch({ alone: 1 })
    for (const name of ['a1.1', 'a1.2', 'a1.3', 'a2.1', 'a3.1', 'a2.2']) send(name)
    const order: unknown[] = []
    for (let index = 0; index < 6; index++) order.push(await end())
    expect(order).toEqual(['a1.1', 'a1.2', 'a2.1', 'a3.1', 'a1.3', 'a2.2'])
  })

  it('has so many requests there and no more, whatever others have', async () => {
    const { end, send } = watch({ alone: 1, waiting: 2 })
    send('a1.1')
    send('a2.1')
    const refused = expect.objectContaining({ status: 429, retryAfter: 2 }) as Error
    expect(() => send('a3.1')).toThrow(refused)
    send('b1.1')
    await end()
    send('a1.2')
    expect(() => send('a1.3')).toThrow(refused)
  })
})

describe('whom nobody knows', () => {
  it('has one turn at a time, with a pause while an organization is there', async () => {
    const { clock, end, names, send } = watch({ anonymousPause: 10_000 })
    send('a1.1')
    send('x1', anonymous)
    send('x2', anonymous)
    expect(await names()).toEqual(['a1.1', 'x1'])
    await end()
    await end()
    expect(await names()).toEqual([])
    clock.now = 10_000
    send('a1.2')
    expect(await names()).toEqual(['x2', 'a1.2'])
    await end()
    await end()
  })

  it('goes on as one that floods does where it floods', async () => {
    const { end, names, send } = watch({ anonymousPause: 0, lead: 2, grace: 1_000, few: 1 })
    send('a1.1')
    for (const name of ['x1', 'x2', 'x3']) send(name, anonymous)
    expect([await end(), await end()]).toEqual(['a1.1', 'x1'])
    send('a1.2')
    expect(await names()).toEqual(['a1.2'])
    await end()
    expect(await names()).toEqual(['x2'])
  })

  it('has no pause while no organization is there', async () => {
    const { end, send } = watch({ anonymousPause: 10_000 })
    for (const name of ['x1', 'x2', 'x3']) send(name, anonymous)
    expect([await end(), await end(), await end()]).toEqual(['x1', 'x2', 'x3'])
  })

  it('has its turn when the pause is over, though nothing else comes', async () => {
    const { clock, turns } = watch({ anonymousPause: 1 })
    const visits = ['a', null, null].map((organization) => turns.enter({ organization, key: 'k' }))
    const passed = visits.map((visit) => visit.turn(new Departure()))
    await Promise.all(passed.slice(0, 2))
    visits[1]?.leave()
    clock.now = 1
    await passed[2]
  })
})

it('lets go whose client has left, in whatever place it waits, and counts it no more', async () => {
  const { end, names, refused, send, turns } = watch({ alone: 1 })
  const client = new Departure()
  send('a1.1')
  send('a1.2', { gone: client })
  send('a1.3')
  client.abort(new Error('gone'))
  await settled()
  expect([turns.waiting, refused]).toEqual([1, [new Error('gone')]])
  await end()
  expect(await names()).toEqual(['a1.3'])
})

it('carries out everything once, within its limits, whoever comes, ends and leaves (law)', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('send' as const), who: fc.constantFrom('a1', 'a2', 'b1', 'c1', null) }),
    fc.record({ kind: fc.constantFrom('end' as const, 'leave' as const, 'later' as const) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const limits = { alone: 3, all: 2, each: 1, waiting: 5, anonymousPause: 0 }
      const { clock, end, names, refused, send, turns } = watch(limits)
      const leaving: Departure[] = []
      let [sent, ended, tooMany] = [0, 0, 0]
      for (const { kind, ...rest } of steps) {
        if (kind === 'later') clock.now += 700
        if (kind === 'end' && (await end()) !== undefined) ended += 1
        if (kind === 'leave') leaving.shift()?.abort(new Error('gone'))
        if (kind === 'send') {
          const who = (rest as { who: string | null }).who
          const controller = new Departure()
          leaving.push(controller)
          const party = who === null ? { organization: null, key: 'x' } : {}
          try {
            send(`${who ?? 'x'}.${sent}`, { ...party, gone: controller })
            sent += 1
          } catch {
            tooMany += 1
          }
        }
        expect((await names()).length).toBeLessThanOrEqual(limits.alone)
      }
      while ((await names()).length > 0) {
        await end()
        ended += 1
      }
      expect(ended + refused.length).toBe(sent)
      expect(tooMany).toBeLessThanOrEqual(steps.length - sent)
      expect(turns.waiting).toBe(0)
    }),
    { numRuns: 100 },
  )
})
