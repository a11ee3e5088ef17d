import { mkdir, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { checkFlags } from '../configuration/read-configuration.ts'
import { CommandError } from '../output/command-error.ts'
import { thisCommand } from '../output/command-name.ts'
import { exitCode } from '../output/exit-code.ts'
import { print, printJson } from '../output/print.ts'
import { askForSettings, type InitFlags } from './ask-for-settings.ts'
import { findSchema } from './find-schema.ts'
import { toConfigurationText, toMappingText } from './first-files.ts'

/** Writes the first files of a folder. Throws CommandError where one is there and `--force` is not given. */
export async function init(folder: string, flags: InitFlags): Promise<void> {
  // Wrong flags are refused before anything is asked.
  checkFlags(flags)
  const files = { configuration: join(folder, 'rolecall.config.yaml'), mapping: join(folder, 'mapping.yaml') }
  const standing = Object.values(files).filter((file) => existsSync(file))
  if (standing.length > 0 && flags.force !== true) {
    throw new CommandError(
      `${standing.join(' and ')} would be written over; say --force if that is meant`,
      exitCode.failure,
    )
  }
  const settings = await askForSettings(flags)
  await mkdir(folder, { recursive: true })
  await writeFile(files.configuration, toConfigurationText(settings, findSchema('config', folder)))
  await writeFile(files.mapping, toMappingText(settings, findSchema('mapping', folder)))
  if (flags.json) return printJson({ written: Object.values(files) })
  await print(`Wrote ${files.configuration} and ${files.mapping}`)
  await print(`Start it with: ${folder === '.' ? '' : `cd ${folder} && `}${thisCommand(resolve(folder))} serve`)
}
