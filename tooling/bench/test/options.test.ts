import { expect, it } from 'vitest'

import { asksForHelp } from '../src/options.ts'

it('says the options to who asks for them, beside whatever else', () => {
  const asking = [['--help'], ['-h'], ['--compare', 'a.json', 'b.json', '--help'], ['--unknown', '-h']]
  expect(asking.map(asksForHelp)).toEqual([true, true, true, true])
  expect([[], ['--only', 'group']].map(asksForHelp)).toEqual([false, false])
})
