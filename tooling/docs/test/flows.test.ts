import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const [, ...flows] = readFileSync(join(root, 'docs/request.md'), 'utf8').split(/^## /m)

describe.each(flows.map((flow) => ({ title: flow.slice(0, flow.indexOf('\n')), flow })))(
  'the flow: $title',
  ({ flow }) => {
    it('names files that there are', () => {
      const names = [...flow.matchAll(/`([a-z]+)\/([\w/-]+\.ts)`/g)]
      expect(names.length).toBeGreaterThan(5)
      const missing = names.filter(([, name = '', file = '']) => !existsSync(join(root, 'packages', name, 'src', file)))
      expect(missing.map(([text]) => text)).toEqual([])
    })

    it('is one list, numbered through', () => {
      const numbers = [...flow.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number))
      expect(numbers).toEqual(numbers.map((_number, index) => index + 1))
    })
  },
)

it('has the ten flows', () => {
  expect(flows).toHaveLength(10)
})
