import { expect, it } from 'vitest'

import { typeMembers } from './type-members.ts'

it('reads members with their comments, whatever lines they are on', () => {
  const source = `export interface Reader extends Base {
  /** One. */
  find(id: string): Promise<string | undefined>
  /**
   * Several of them,
   * in order.
   */
  list(
    effect: string,
  ): Promise<readonly { readonly a: number }[]>
  /** A value. */
  readonly 'odd.name': { readonly x: string }
}
`
  expect(typeMembers(source, 'Reader')).toEqual([
    { declaration: 'find(id: string): Promise<string | undefined>', meaning: 'One.' },
    { declaration: 'list(effect: string): Promise<{ a: number }[]>', meaning: 'Several of them, in order.' },
    { declaration: "'odd.name': { x: string }", meaning: 'A value.' },
  ])
})

it('refuses a type that is not there, and a member that nobody has explained', () => {
  expect(() => typeMembers('export interface A {\n  b: string\n}\n', 'B')).toThrow('no B')
  expect(() => typeMembers('export interface A {\n  b: string\n}\n', 'A')).toThrow('b: string has no comment')
})
