import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { parseTranscript } from './parse-transcript.ts'
import type { Transcript } from './transcript.ts'

/** All transcripts below a folder, by file name. */
export async function readTranscripts(
  folder: string,
): Promise<readonly { readonly file: string; readonly transcript: Transcript }[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.yaml')).sort()
  return Promise.all(
    names.map(async (file) => ({
      file,
      transcript: parseTranscript(await readFile(join(folder, file), 'utf8'), file),
    })),
  )
}
