import type { CheckGroup } from '../check.ts'
import { expectEqual, expectList, expectThat } from '../expect.ts'
import { at } from '../json.ts'
import type { Lab } from '../lab.ts'

async function makeFive(lab: Lab): Promise<{ readonly filter: string; readonly ids: readonly string[] }> {
  const mark = lab.unique('page')
  const ids: string[] = []
  for (let index = 0; index < 5; index++) ids.push((await lab.user({ nickName: mark })).id)
  return { filter: encodeURIComponent(`nickName eq "${mark}"`), ids }
}

/** Pages by index (RFC 7644 §3.4.2.4). */
export const pagingChecks: CheckGroup = {
  name: 'paging',
  source: 'RFC 7644 §3.4.2.4',
  skip: ({ filter }) => (filter ? null : 'the checks need a filter, which the server does not announce'),
  checks: [
    {
      id: 'pages',
      title: 'Pages give everybody exactly once',
      async run(lab) {
        const { filter, ids } = await makeFive(lab)
        const seen: string[] = []
        for (const startIndex of [1, 3, 5]) {
          const reply = await lab.call('GET', `/Users?filter=${filter}&startIndex=${startIndex}&count=2`)
          const { resources, total } = expectList(reply)
          expectEqual(total, 5, 'totalResults')
          expectEqual(at(reply.body, 'startIndex'), startIndex, 'startIndex')
          expectEqual(at(reply.body, 'itemsPerPage'), resources.length, 'itemsPerPage')
          seen.push(...resources.map(({ id }) => String(id)))
        }
        expectEqual(seen.toSorted(), ids.toSorted(), 'what all pages have')
      },
    },
    {
      id: 'count-zero',
      title: 'count 0 answers the total alone',
      async run(lab) {
        const { filter } = await makeFive(lab)
        const { resources, total } = expectList(await lab.call('GET', `/Users?filter=${filter}&count=0`))
        expectEqual([total, resources.length], [5, 0], 'totalResults and the number of resources')
      },
    },
    {
      id: 'count-negative',
      title: 'A negative count means 0',
      async run(lab) {
        const { filter } = await makeFive(lab)
        expectEqual(
          expectList(await lab.call('GET', `/Users?filter=${filter}&count=-1`)).resources.length,
          0,
          'the number of resources',
        )
      },
    },
    {
      id: 'start-below-one',
      title: 'A startIndex below 1 means 1',
      async run(lab) {
        const { filter } = await makeFive(lab)
        for (const start of [0, -3])
          expectEqual(
            expectList(await lab.call('GET', `/Users?filter=${filter}&startIndex=${start}`)).resources.length,
            5,
            'the number of resources',
          )
      },
    },
    {
      id: 'beyond',
      title: 'A page beyond the last is empty and still has the total',
      async run(lab) {
        const { filter } = await makeFive(lab)
        const { resources, total } = expectList(await lab.call('GET', `/Users?filter=${filter}&startIndex=100`))
        expectEqual([total, resources.length], [5, 0], 'totalResults and the number of resources')
      },
    },
    {
      id: 'large-count',
      title: 'A count beyond the limit is cut, not refused',
      async run(lab) {
        const { filter } = await makeFive(lab)
        expectThat(
          expectList(await lab.call('GET', `/Users?filter=${filter}&count=1000000`)).resources.length <= 5,
          'there are too many',
        )
      },
    },
  ],
}
