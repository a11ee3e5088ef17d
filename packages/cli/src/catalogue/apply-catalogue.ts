import { getRemoteServer, sendToServer } from '../mapping/server-request.ts'
import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { print, printJson } from '../output/print.ts'
import type { ServerFlags } from '../command/server-options.ts'
import { readCatalogueFile } from './catalogue-file.ts'
import { changesAnything } from './catalogue-lines.ts'
import { findRefusals, printCataloguePlan, refuse, sendCatalogue } from './plan-catalogue.ts'

/** As commander has parsed them. */
export interface CatalogueApplyFlags extends ServerFlags {
  readonly yes?: true
  readonly confirm?: true
}

/** Plans a set, shows it, asks, and applies exactly that, or nothing of it. */
export async function applyCatalogue(file: string, flags: CatalogueApplyFlags): Promise<void> {
  const wanted = await readCatalogueFile(file)
  const server = await getRemoteServer(flags)
  const planned = await sendCatalogue(server, 'plan', wanted)
  if ('issues' in planned) return refuse(planned.issues, wanted, flags)
  const { plan } = planned
  if (!flags.json) await printCataloguePlan(plan)
  const confirm = flags.confirm === true
  const [refusal] = findRefusals(plan, confirm)
  if (refusal !== undefined) throw new CommandError(`Nothing is applied: ${refusal.detail}`, exitCode.failure)
  if (changesAnything(plan)) {
    if (!(await isWanted(flags))) return print('Nothing is applied.')
    const applied = await sendCatalogue(server, { digest: plan.digest, confirm }, wanted)
    if ('issues' in applied) return refuse(applied.issues, wanted, flags)
  }
  if (flags.json) return printJson({ applied: changesAnything(plan), ...plan })
  await print(changesAnything(plan) ? 'The set is applied' : 'There is nothing to apply')
}

/** Prints the set as it is, which can be applied again. */
export async function printCatalogue(flags: ServerFlags): Promise<void> {
  const { text } = await sendToServer(await getRemoteServer(flags), { method: 'GET', path: '/api/catalogue' })
  const catalogue = JSON.parse(text) as object
  if (flags.json) return printJson(catalogue)
  const { stringify } = await import('yaml')
  await print(stringify(catalogue).trimEnd())
}

/** Asks where a person can answer; a script says `--yes`. */
async function isWanted({ json, yes }: CatalogueApplyFlags): Promise<boolean> {
  if (yes === true) return true
  if (json === true || !process.stdin.isTTY || !process.stdout.isTTY)
    throw new CommandError('Nobody can be asked here: look at the plan and say --yes', exitCode.failure)
  const { confirm } = await import('@inquirer/prompts')
  return confirm({ message: 'Apply this?', default: false })
}
