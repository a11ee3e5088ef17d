import { expect, it } from 'vitest'

import { keepStatistics, type RunBeside } from './keep-statistics.ts'

/** Commits so often, and says after which commits it was looked. */
async function lookedAfter(commits: number, step: (commit: number) => void, now?: () => number): Promise<number[]> {
  const looks: number[] = []
  let commit = 0
  const run: RunBeside = async () => {
    looks.push(commit)
    return []
  }
  const noteCommit = keepStatistics(run, now)
  for (commit = 1; commit <= commits; commit++) {
    step(commit)
    await noteCommit(0)
  }
  return looks
}

it('looks when there are twice as many commits, and after each thousand', async () => {
  expect(
    await lookedAfter(
      4_100,
      () => {},
      () => 0,
    ),
  ).toEqual([32, 64, 128, 256, 512, 1_024, 2_024, 3_024, 4_024])
})

it('looks after a commit that comes seldom', async () => {
  let time = 0
  const looks = await lookedAfter(
    4,
    (commit) => (time = commit * 6_000),
    () => time,
  )
  expect(looks).toEqual([2, 4])
})

it('looks after a commit that took long, for it may have written much, once in a second', async () => {
  let time = 0
  const looks: number[] = []
  const run: RunBeside = async () => {
    looks.push(time)
    return []
  }
  const noteCommit = keepStatistics(run, () => time)
  const took = [249, 250, 250, 0, 0, 0]
  for (const each of took) {
    time += 600
    await noteCommit(each)
  }
  // The second that took long came too soon after a look, and is made up for by the next.
  expect(looks).toEqual([1_200, 2_400])
})

it('looks once at a time, and lets nobody know what has failed', async () => {
  let asked = 0
  let fail = (): void => {}
  const noteCommit = keepStatistics(
    () =>
      new Promise((_, reject) => {
        asked += 1
        fail = () => reject(new Error('permission denied'))
      }),
  )
  const looks = Array.from({ length: 200 }, () => noteCommit(0)).filter((look) => look !== undefined)
  expect([asked, looks.length]).toEqual([1, 1])
  fail()
  await looks[0]
  expect(noteCommit(0)).toBeDefined()
  expect(asked).toBe(2)
})

it('analyses what has grown, and passes over what somebody else is at', async () => {
  const statements: string[] = []
  const noteCommit = keepStatistics(async (sql) => {
    statements.push(sql)
    return statements.length === 1 ? [{ name: 'public.users' }, { name: 'public.grants' }] : []
  })
  for (let commit = 0; commit < 32; commit++) await noteCommit(0)
  expect(statements[1]).toBe('ANALYZE (SKIP_LOCKED) public.users, public.grants')
})
