import { expect, it } from 'vitest'

import { PreparedTexts } from './prepared-texts.ts'

it('numbers the parameters, and gives a text one name', () => {
  const texts = new PreparedTexts<object>(2)
  const [one, other] = [{}, {}]
  const first = texts.prepare(one, 'SELECT ?, ?')
  expect(first.text).toBe('SELECT $1, $2')
  expect(texts.prepare(other, 'SELECT ?, ?')).toBe(first)
  expect(texts.prepare(one, 'SELECT ?').name).not.toBe(first.name)
})

it('gives a text that it has forgotten the name by which connections have prepared it', () => {
  const texts = new PreparedTexts<object>(1)
  const connection = {}
  const { name } = texts.prepare(connection, 'SELECT 1')
  texts.prepare(connection, 'SELECT 2')
  expect(texts.prepare(connection, 'SELECT 1').name).toBe(name)
})

it('knows a connection that has prepared as many texts as there may be', () => {
  const texts = new PreparedTexts<object>(2)
  const [one, other] = [{}, {}]
  for (const sql of ['SELECT 1', 'SELECT 1', 'SELECT 1']) texts.prepare(one, sql)
  expect(texts.isFull(one)).toBe(false)
  texts.prepare(one, 'SELECT 2')
  expect([texts.isFull(one), texts.isFull(other)]).toEqual([true, false])
})
