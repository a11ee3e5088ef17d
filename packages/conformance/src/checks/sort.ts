import type { CheckGroup, CheckRow } from '../check.ts'
import { expectEqual, expectList } from '../expect.ts'
import type { Lab } from '../lab.ts'

/** People by title, with what they are sorted by. */
async function order(lab: Lab, query: string): Promise<string> {
  const mark = lab.unique('sort')
  const people = [
    {
      title: 'b',
      displayName: 'Bob',
      name: { familyName: 'Zed' },
      emails: [{ value: 'a@b.example' }, { value: 'z@b.example', primary: true }],
    },
    { title: 'n', name: { familyName: 'Young' } },
    { title: 'a', displayName: 'ann', name: { familyName: 'Able' }, emails: [{ value: 'm@a.example', primary: true }] },
    { title: 'c', displayName: 'Cid', emails: [{ value: 'b@c.example' }] },
  ]
  for (const { title, ...rest } of people) await lab.user({ title, nickName: mark, ...rest })
  const filter = encodeURIComponent(`nickName eq "${mark}"`)
  const { resources } = expectList(await lab.call('GET', `/Users?filter=${filter}&${query}`))
  return resources.map((user) => String(user['title'])).join('')
}

const row = (id: string, title: string, query: string, expected: string, more: Partial<CheckRow> = {}): CheckRow => ({
  id,
  title,
  run: async (lab) => expectEqual(await order(lab, query), expected, 'the order'),
  ...more,
})

/** Sorting (RFC 7644 §3.4.2.3). */
export const sortChecks: CheckGroup = {
  name: 'sort',
  source: 'RFC 7644 §3.4.2.3',
  skip: ({ sort }) => (sort ? null : 'the server announces no sort'),
  checks: [
    row('ascending', 'Ascending without regard to case, what has no value last', 'sortBy=displayName', 'abcn'),
    row('descending', 'Descending, what has no value first', 'sortBy=displayName&sortOrder=descending', 'ncba'),
    row('sub-attribute', 'By a sub-attribute', 'sortBy=name.familyName', 'anbc'),
    row('name-case', 'By a name in another case', 'sortBy=DisplayName&sortOrder=ascending', 'abcn'),
    row('primary', 'By the primary value of an attribute of several, or else the first', 'sortBy=emails.value', 'cabn'),
    row('with-count', 'Before the page is cut', 'sortBy=displayName&count=2', 'ab'),
  ],
}
