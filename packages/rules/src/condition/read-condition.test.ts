import { describe, expect, it } from 'vitest'
import { toWords } from '../vocabulary.ts'
import { readCondition } from './read-condition.ts'

const words = toWords({
  kinds: [],
  operators: [{ name: 'isFine', operand: 'none', evaluate: () => true }],
  facts: [{ name: 'emailDomain', summary: '', of: 'user', type: 'string', valuesOf: () => [] }],
})

/** The condition, and what is said about it: `column CODE`, with the message where it is asked for. */
function read(text: string) {
  const said: string[] = []
  const messages: string[] = []
  const placeAt = (offset: number) => ({ line: 1, column: offset + 1 })
  const condition = readCondition(text, words, placeAt, (position, code, message) => {
    said.push(`${position} ${code}`)
    messages.push(message)
  })
  return { condition, said, messages }
}

const codes = (text: string) => read(text).said.map((one) => one.split(' ')[1])

describe('a condition as it is written', () => {
  it.each(['emailDomain eq "x"', 'EMAILDOMAIN eq "x"'])(
    '%s compares the fact of a plugin, whatever its case',
    (text) => {
      expect(read(text)).toMatchObject({ condition: { fact: 'emailDomain', of: 'user', path: '' }, said: [] })
    },
  )

  it('names an attribute of the user, of a group or of a membership', () => {
    expect(read('user.title eq "x"').condition).toMatchObject({ of: 'user', path: 'title' })
    expect(read('GROUP.externalId sw "x"').condition).toMatchObject({ of: 'group', path: 'externalId' })
    expect(read('member.type eq "User"').condition).toMatchObject({ of: 'member', path: 'type' })
    expect(codes('user pr')).toEqual(['INVALID_PATH'])
  })

  it('says of an unknown fact which one was probably meant, or which there are', () => {
    const { messages, said } = read('emailDomian eq "x"')
    expect([said.length, messages[0]]).toEqual([1, expect.stringContaining("did you mean 'emailDomain'?")])
    expect(read('nothing.alike eq "x"').messages[0]).toContain("'emailDomain'")
  })

  it('says of an unknown operator the same, those of plugins among them', () => {
    expect(read('user.title isFin').messages[0]).toContain("did you mean 'isFine'?")
    expect(read('user.title matchs "x"').messages[0]).toContain("did you mean 'matches'?")
  })

  it('tells what else is wrong beside an unknown operator, but for the grammar of the rest', () => {
    expect(codes('user.title lik "x" and user.titel pr')).toEqual(['UNKNOWN_OPERATOR', 'UNKNOWN_ATTRIBUTE'])
    expect(codes('user.title lik and and')).toEqual(['UNKNOWN_OPERATOR'])
    expect(codes('user.title eq')).toEqual(['FILTER_SYNTAX'])
  })
})
