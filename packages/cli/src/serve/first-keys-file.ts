import { open, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

import type { OperationServices } from '@rolecall/core/change/operation-context'

import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { createFirstKeys, type FirstKeys } from './create-first-keys.ts'

/** The first organization, whose keys are in a file. */
export interface KeysInFile extends Pick<FirstKeys, 'organization'> {
  readonly file: string
}

/**
 * Makes the first keys where stdout is a log that lives on: they go to a file that only this user can read. `undefined` where
 * there is an organization already. Throws CommandError, before anything is made, where the folder takes no file.
 */
export async function createFirstKeysInFile(
  services: OperationServices,
  { folder, tenantUrl }: { readonly folder: string; readonly tenantUrl: string },
): Promise<KeysInFile | undefined> {
  if ((await services.store.organizations.list()).length > 0) return undefined
  const { file, handle } = await openNew(folder)
  try {
    const keys = await createFirstKeys(services)
    if (keys === undefined) {
      await rm(file)
      return undefined
    }
    await write(handle, toText(keys, tenantUrl)).catch((cause: unknown) => Promise.reject(toUnwritten(file, cause)))
    return { organization: keys.organization, file }
  } finally {
    await handle.close()
  }
}

/** On disk before the server says that it is there. */
async function write(handle: FileHandle, text: string): Promise<void> {
  await handle.writeFile(text)
  await handle.sync()
}

/** A file of this name that was not there; nothing is written over, and no link followed. */
async function openNew(folder: string, number = 1): Promise<{ readonly file: string; readonly handle: FileHandle }> {
  const file = join(folder, `rolecall-first-keys${number === 1 ? '' : `-${number}`}.txt`)
  try {
    return { file, handle: await open(file, 'wx', 0o600) }
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return openNew(folder, number + 1)
    throw new CommandError(
      `The database is empty, and its first keys can be kept nowhere: ${folder} takes no file (${codeOf(error)}). Make the folder writable, or start once with --json, which prints them.`,
      exitCode.failure,
      { cause: error },
    )
  }
}

function toUnwritten(file: string, cause: unknown): CommandError {
  return new CommandError(
    `The first keys could not be written to ${file} (${codeOf(cause)}). Make others with: rolecall key create --scope organization; rolecall key create --scope scim`,
    exitCode.failure,
    { cause },
  )
}

function toText({ organization, ownerKey, secretToken }: FirstKeys, tenantUrl: string): string {
  return `The first keys of the organization "${organization.name}" (${organization.id}), shown here and stored nowhere else.
Put them where they belong, then delete this file.

Tenant URL    ${tenantUrl}
Secret token  ${secretToken}
Owner key     ${ownerKey}
`
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
