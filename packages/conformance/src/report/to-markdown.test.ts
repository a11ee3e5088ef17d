import { expect, it } from 'vitest'

import type { JudgedProfile } from '../profile/judge-requirements.ts'
import type { Judgement, Requirement } from '../profile/requirement.ts'
import { toMarkdown } from './to-markdown.ts'

const judged = (status: Judgement['status'], reason: string | null): Judgement => {
  const requirement: Requirement = { id: 'ENT-01', level: 'must', of: 'server', section: '§1', text: 'It is so' }
  return { requirement, status, reason, checks: [] }
}

it('has a line for each profile, then for each requirement; what a server has answered breaks no table', () => {
  const profile: JudgedProfile = {
    profile: 'entra',
    judgements: [judged('met', null), judged('not met', 'a | b\r\n<img src=x>'), judged('not checked', 'why')],
  }
  expect(toMarkdown([profile])).toBe(
    [
      '| profile | met | not met | not checked |',
      '| --- | --- | --- | --- |',
      '| entra | 1 | 1 | 1 |',
      '',
      '### entra',
      '',
      '|  | requirement | level | what is asked for | remark |',
      '| --- | --- | --- | --- | --- |',
      '| ✓ | ENT-01, §1 | must | It is so |  |',
      String.raw`| ✗ | ENT-01, §1 | must | It is so | a \| b &lt;img src=x> |`,
      '| – | ENT-01, §1 | must | It is so | why |',
      '',
    ].join('\n'),
  )
})
