import { expect, it } from 'vitest'

import { readOptions } from './options.ts'

it('asks for nothing but help where that is asked for', () => {
  expect([['--help'], ['-h', '--steps', '1']].map(readOptions)).toEqual([null, null])
  expect(readOptions([])).toMatchObject({ concurrency: 8 })
})
