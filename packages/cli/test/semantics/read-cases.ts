import { readdirSync, readFileSync } from 'node:fs'

import { parseCases, type SemanticCase } from './semantic-case.ts'

/** Every file of cases. */
export function readCases(): readonly { readonly file: string; readonly cases: readonly SemanticCase[] }[] {
  return readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.yaml'))
    .map((file) => ({ file, cases: parseCases(readFileSync(`${import.meta.dirname}/${file}`, 'utf8'), file) }))
}
