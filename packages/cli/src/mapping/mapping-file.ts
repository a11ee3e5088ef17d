import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'

import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'

/** A mapping to be sent. */
export interface MappingFile {
  /** What messages call it. */
  readonly name: string
  readonly text: string
  readonly mediaType: 'application/yaml' | 'application/json'
}

/** Reads a file, or stdin for `-`; JSON by its extension, else YAML. */
export async function readMappingFile(file: string): Promise<MappingFile> {
  if (file === '-') return { name: 'stdin', text: await text(process.stdin), mediaType: 'application/yaml' }
  try {
    const mediaType = file.endsWith('.json') ? 'application/json' : 'application/yaml'
    return { name: file, text: await readFile(file, 'utf8'), mediaType }
  } catch (error) {
    throw new CommandError(`The mapping ${file} can not be read: ${(error as Error).message}`, exitCode.failure, {
      cause: error,
    })
  }
}
