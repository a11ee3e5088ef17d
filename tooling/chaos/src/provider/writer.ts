import type { Random } from '@rolecall/testkit/storm/random'

import type { Journal } from '../journal.ts'
import { createHttpClient, isAnswer, type HttpClient, type Outcome, type Reply } from './http.ts'
import { createPerson, type Person } from './person.ts'

/** Where a provider writes, and as whom. */
export interface Target {
  /** One of the servers, another one each time. */
  readonly url: () => string
  readonly secretToken: string
  /** Ids of the groups by their names. */
  readonly groups: ReadonlyMap<string, string>
  readonly random: Random
  readonly journal: Journal
}

/** A provider that writes about a few people of its own, one request after another. */
export interface Writer {
  readonly people: readonly Person[]
  /** How many of its writes are acknowledged so far. */
  readonly acknowledged: () => number
  /** Goes on until it is told to stop; what is begun is brought to its end. */
  run(isOver: () => boolean): Promise<void>
  close(): void
}

const peopleOfEach = 6

/** Between two attempts, in milliseconds: impatient, as no provider is; a server that is not there is given its start. */
const pause = 50
const pauseWithoutServer = 200

/** So long it is tried, in milliseconds: whatever was broken is whole again by then. */
const longest = 120_000

export function createWriter(target: Target, name: string): Writer {
  const client = createHttpClient(1)
  const people = Array.from({ length: peopleOfEach }, (_, index) => createPerson(`${name}-${index}@example.com`))
  let acknowledged = 0
  return {
    people,
    acknowledged: () => acknowledged,
    async run(isOver) {
      while (!isOver()) {
        await writeOnce(target, client, target.random.pick(people))
        acknowledged += 1
      }
    },
    close: () => client.close(),
  }
}

async function writeOnce(target: Target, client: HttpClient, person: Person): Promise<void> {
  const { random } = target
  const send = createSender(target, client)
  if (person.id === null) await create(send, person)
  else if (random.chance(0.15)) await remove(send, person, person.id)
  else if (random.chance(0.3)) await change(send, person, { title: `title ${random.below(1_000)}` })
  else if (random.chance(0.2)) await change(send, person, { active: !person.active })
  else await joinOrLeave(send, person, random.pick([...target.groups]))
}

/** Sends a request until it is answered for good; says whether an attempt before may have been carried out. */
type Send = (method: string, path: string, body?: unknown) => Promise<Sent>

interface Sent {
  readonly reply: Reply
  /** What came of the attempts before, unless it is sure that they have done nothing. */
  readonly before: readonly Outcome['status'][]
  /** To be said where an attempt before turns out to have been carried out. */
  foundDone(): void
  /** To be said where an answer is one that must not be. */
  refuse(): never
}

function createSender({ journal, secretToken, url }: Target, client: HttpClient): Send {
  return async (method, path, body) => {
    const end = performance.now() + longest
    const before: Outcome['status'][] = []
    const during: string[] = []
    for (;;) {
      during.push(journal.fault)
      const outcome = await client.send(method, `${url()}/api/scim/v2${path}`, secretToken, body)
      journal.answered(outcome)
      during.push(journal.fault)
      if (isAnswer(outcome) && outcome.status < 500 && outcome.status !== 429)
        return {
          reply: outcome,
          before,
          foundDone: () => journal.foundDone(method, path, before, during),
          refuse: () => journal.fail(`${method} ${path}: ${outcome.status} ${JSON.stringify(outcome.body)}`),
        }
      if (performance.now() > end) journal.fail(`${method} ${path}: no answer for good within ${longest} ms`)
      if (outcome.status !== 429 && outcome.status !== 'refused') before.push(outcome.status)
      await new Promise((resolve) => setTimeout(resolve, outcome.status === 'refused' ? pauseWithoutServer : pause))
    }
  }
}

async function create(send: Send, person: Person): Promise<void> {
  const sent = await send('POST', '/Users', { userName: person.userName, title: 'new' })
  const id = sent.reply.status === 201 ? toId(sent.reply.body) : await findCreated(send, person, sent)
  Object.assign(person, { id, title: 'new', active: true })
  person.groups.clear()
  person.accounts.push(id)
}

/** An attempt before has made it, of which nobody has heard. */
async function findCreated(send: Send, { userName }: Person, sent: Sent): Promise<string> {
  if (sent.reply.status !== 409 || sent.before.length === 0) sent.refuse()
  sent.foundDone()
  const found = await send('GET', `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`)
  const { Resources = [] } = found.reply.body as { readonly Resources?: readonly unknown[] }
  if (Resources.length !== 1) found.refuse()
  return toId(Resources[0])
}

async function remove(send: Send, person: Person, id: string): Promise<void> {
  const sent = await send('DELETE', `/Users/${id}`)
  if (sent.reply.status === 404 && sent.before.length > 0) sent.foundDone()
  else if (sent.reply.status !== 204) sent.refuse()
  person.id = null
  person.groups.clear()
}

async function change(send: Send, person: Person, values: Partial<Pick<Person, 'active' | 'title'>>): Promise<void> {
  const sent = await send('PATCH', `/Users/${person.id}`, { Operations: [{ op: 'replace', value: values }] })
  if (sent.reply.status !== 200) sent.refuse()
  Object.assign(person, values)
}

async function joinOrLeave(send: Send, person: Person, [name, group]: readonly [string, string]): Promise<void> {
  const isIn = person.groups.has(name)
  const operation = isIn
    ? { op: 'remove', path: `members[value eq "${person.id}"]` }
    : { op: 'add', path: 'members', value: [{ value: person.id }] }
  const sent = await send('PATCH', `/Groups/${group}`, { Operations: [operation] })
  if (sent.reply.status !== 204) sent.refuse()
  if (isIn) person.groups.delete(name)
  else person.groups.add(name)
}

function toId(body: unknown): string {
  return (body as { readonly id: string }).id
}
