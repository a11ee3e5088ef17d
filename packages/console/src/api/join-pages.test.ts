import { describe, expect, it } from 'vitest'

import { joinPages } from './join-pages.ts'

const join = (first: string, known: string) => {
  const { rows, whole } = joinPages(first.split(''), known.split(''), (row) => row)
  return [rows.join(''), whole]
}

describe('a first page that is read anew above the pages below it', () => {
  it.each([
    ['is all where nothing was read below', 'abc', '', ['abc', true]],
    ['stands above the rest when nothing has come', 'abc', 'abcdef', ['abcdef', true]],
    ['keeps what new rows have pushed out of it', 'xyab', 'abcdef', ['xyabcdef', true]],
    ['keeps it when all but one is new', 'xyza', 'abcdef', ['xyzabcdef', true]],
    ['leaves out what is no longer there', 'acd', 'abcdef', ['acdef', true]],
    ['is all where more has come than it holds: between them rows would be missing', 'uvwx', 'abcdef', ['uvwx', false]],
    ['is empty where nothing is left', '', 'abc', ['', false]],
  ])('%s', (_, first, known, expected) => {
    expect(join(first, known)).toEqual(expected)
  })
})
