import type { ServerFlags } from '../command/server-options.ts'
import { getRemoteServer, sendToServer, type RemoteServer } from '../mapping/server-request.ts'
import { colorsFor } from '../output/colors.ts'
import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { print, printJson } from '../output/print.ts'
import { readCatalogueFile, type CatalogueFile } from './catalogue-file.ts'
import {
  changesAnything,
  countUnnamed,
  toCatalogueLines,
  toCatalogueSummary,
  type CataloguePlanView,
} from './catalogue-lines.ts'
import { catalogueToMarkdown, refusedCatalogueToMarkdown } from './catalogue-to-markdown.ts'

/** As commander has parsed them. */
export interface CataloguePlanFlags extends ServerFlags {
  readonly format?: 'text' | 'markdown'
  readonly confirm?: true
}

/** Shows what a set would change; the exit code is 0 for nothing, 2 for something, 1 for a set that is refused. */
export async function planCatalogue(file: string, flags: CataloguePlanFlags): Promise<void> {
  const wanted = await readCatalogueFile(file)
  const answer = await sendCatalogue(await getRemoteServer(flags), 'plan', wanted)
  if ('issues' in answer) return refuse(answer.issues, wanted, flags)
  process.exitCode = toExitCode(answer.plan, flags.confirm === true)
  if (flags.json) return printJson(answer.plan)
  if (flags.format === 'markdown') return print(catalogueToMarkdown(answer.plan, wanted.name))
  await printCataloguePlan(answer.plan)
}

/** What would be refused, be it confirmed or not. */
export function findRefusals({ refusals }: CataloguePlanView, confirm: boolean): CataloguePlanView['refusals'] {
  return refusals.filter(({ confirmable }) => !(confirm && confirmable))
}

/** Asks for a plan, or with `If-Match` and its digest applies exactly that; `issues` where the set can't be stored, each with its place. */
export async function sendCatalogue(
  server: RemoteServer,
  wish: 'plan' | { readonly digest: string; readonly confirm: boolean },
  { body, placeOf }: CatalogueFile,
): Promise<{ readonly plan: CataloguePlanView } | { readonly issues: readonly string[] }> {
  const headers = { 'content-type': 'application/json' }
  const { status, text } = await sendToServer(
    server,
    wish === 'plan'
      ? { method: 'POST', path: '/api/catalogue/plan', headers, body }
      : {
          method: 'PUT',
          path: `/api/catalogue${wish.confirm ? '?confirm=true' : ''}`,
          headers: { ...headers, 'if-match': `"${wish.digest}"` },
          body,
        },
  )
  if (status !== 422) return { plan: JSON.parse(text) as CataloguePlanView }
  const { detail, issues = [] } = JSON.parse(text) as {
    readonly detail: string
    readonly issues?: readonly { readonly path: string; readonly message: string }[]
  }
  if (issues.length === 0) return { issues: [detail] }
  return { issues: issues.map(({ message, path }) => `${placeOf(path)}: ${path} ${message}`) }
}

/** Says why there is no plan; the exit code is 1. */
export async function refuse(
  issues: readonly string[],
  { name }: CatalogueFile,
  flags: CataloguePlanFlags,
): Promise<void> {
  process.exitCode = exitCode.failure
  if (flags.json) return printJson({ digest: null, issues })
  if (flags.format === 'markdown') return print(refusedCatalogueToMarkdown(issues, name))
  throw new CommandError(['The set is refused', ...issues].join('\n'), exitCode.failure)
}

export async function printCataloguePlan(plan: CataloguePlanView): Promise<void> {
  const colors = colorsFor(process.stdout)
  const paints = { '+': colors.green, '-': colors.red, '~': colors.yellow } as const
  for (const { detail, kind, name, people, sign } of toCatalogueLines(plan)) {
    await print(paints[sign](`${sign} ${kind} ${colors.bold(name)}${detail === '' ? '' : `: ${detail}`}`))
    for (const who of people) await print(`    ${who}`)
  }
  const unnamed = countUnnamed(plan)
  if (unnamed > 0) await print(colors.dim(`and ${unnamed} more roles of people`))
  for (const { code, confirmable, detail } of plan.refusals)
    await print(`${colors.red(code)} ${detail}${confirmable ? ' (--confirm)' : ''}`)
  await print(toCatalogueSummary(plan))
}

function toExitCode(plan: CataloguePlanView, confirm: boolean): number {
  if (findRefusals(plan, confirm).length > 0) return exitCode.failure
  return changesAnything(plan) ? exitCode.changes : exitCode.ok
}
