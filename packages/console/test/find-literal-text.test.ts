import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { findLiteralText } from './find-literal-text.ts'

const root = join(import.meta.dirname, '../src')

/** The texts themselves; drawings, whose words are data of the guides; what the API is called; and YAML that is written for somebody. */
const elsewhere = /^(?:text\/|drawing\/|api\/types\.ts$|editor\/with-entry-for\.ts$)/

describe('what one reads in the console', () => {
  it('stands in src/text and nowhere else', () => {
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => /\.tsx?$/.test(file) && !/\.(?:test|d)\.tsx?$/.test(file) && !elsewhere.test(file))
    expect(files.length).toBeGreaterThan(100)
    expect(files.flatMap((file) => findLiteralText(file, readFileSync(join(root, file), 'utf8')))).toEqual([])
  })

  it.each([
    ['<p>Hello</p>', ['Hello']],
    ['<p>of {role}</p>', ['of']],
    ['<p>{done ? "yes" : text.no}</p>', ['yes']],
    ['<p title={open && "more"} />', ['more']],
    ['<button aria-label="close" />', ['close']],
    ['<p>{`and ${more} more`}</p>', ['and', 'more']],
    ['const titles = { name: "by name", other: "Other" }', ['by name', 'Other']],
    ['const columns = [{ title: "Member", cell: (row) => row.name }]', ['Member']],
    ['<Row name="Issuer" value={issuer} />', ['Issuer']],
    ['<input name="Issuer" value={issuer} />', []],
    ['useAction("Try again.")', ['Try again.']],
    ['<a class="card wide" href="/people" key="a b">{text.people}</a>', []],
    ['<p>{role === "organization" ? text.all : role}</p>', []],
    ['<p>·</p>', []],
    ['request("/api/a", { method: "POST" }); import("./Some/file.ts")', []],
  ])('finds in %s: %j', (source, texts) => {
    const found = findLiteralText('a.tsx', source).map((one) => one.replace(/^a\.tsx:1: /, ''))
    expect(found).toEqual(texts)
  })
})
