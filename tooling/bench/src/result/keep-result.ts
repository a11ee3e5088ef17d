import { readFile, writeFile } from 'node:fs/promises'

import type { Result, Run } from './result.ts'

/** Adds a run to a file, which is made where it is missing. */
export async function addRun(path: string, run: Run): Promise<void> {
  const kept = await readText(path)
  const runs = kept === undefined ? [] : parseResult(path, kept).runs
  const result: Result = { version: 1, runs: [...runs, run] }
  await writeFile(path, `${JSON.stringify(result, undefined, 2)}\n`)
}

/** Throws TypeError for what the bench has not written. */
export async function readResult(path: string): Promise<Result> {
  const text = await readText(path)
  if (text === undefined) throw new TypeError(`${path}: there is no such file; --json writes one`)
  return parseResult(path, text)
}

async function readText(path: string): Promise<string | undefined> {
  return await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as { readonly code?: unknown }).code === 'ENOENT') return undefined
    throw error
  })
}

function parseResult(path: string, text: string): Result {
  const found = parse(text) as Partial<Result> | null
  if (found?.version !== 1 || !Array.isArray(found.runs))
    throw new TypeError(`${path} is no result of the bench: write one with --json`)
  return found as Result
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
