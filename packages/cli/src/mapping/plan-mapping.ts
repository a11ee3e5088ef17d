import { planLineKinds, type PlanLineKind } from '@rolecall/core/directory/plan'
import type { PlanLinesView, PlanView } from '@rolecall/core/directory/plan-view'
import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'

import type { ServerFlags } from '../command/server-options.ts'
import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { print, printJson } from '../output/print.ts'
import { awaitPlan, parsePlan } from './await-plan.ts'
import { readMappingFile } from './mapping-file.ts'
import { parseVersionFlag } from './parse-version-flag.ts'
import { planToMarkdown, refusalToMarkdown } from './plan-to-markdown.ts'
import { countDiagnostics, printDiagnostics } from './print-diagnostics.ts'
import { hasChanges, printPlan } from './print-plan.ts'
import { getRemoteServer, sendToServer, type RemoteServer } from './server-request.ts'

/** As commander has parsed them. */
export interface MappingPlanFlags extends ServerFlags {
  readonly version?: string
  readonly all?: true
  readonly format?: 'text' | 'markdown'
}

/** Shows what a mapping would change; the exit code is 0 for nothing, 2 for something (its text, too), 1 for a mapping that is refused. */
export async function planMapping(name: string | undefined, flags: MappingPlanFlags): Promise<void> {
  const server = await getRemoteServer(flags)
  const made = await requestPlan(server, name, flags)
  const markdown = flags.format === 'markdown'
  if ('diagnostics' in made) return markdown ? refuseInMarkdown(made) : refuse(made, flags.json === true)
  const plan = flags.all ? await withAllLines(server, made.plan) : made.plan
  process.exitCode = toExitCode(plan)
  if (flags.json) return printJson(plan)
  if (markdown) return print(planToMarkdown(plan, made.name))
  await printPlan(plan, made.name)
  if (hasChanges(plan) || name !== undefined) await print(`Apply it with: rolecall mapping apply --plan ${plan.planId}`)
}

/** A plan, or why there is none. */
export type RequestedPlan =
  | { readonly name: string; readonly plan: PlanView }
  | { readonly name: string; readonly diagnostics: readonly Diagnostic[]; readonly detail: string }

/** Asks for the plan of a file, of a version, or of the current mapping. */
export async function requestPlan(
  server: RemoteServer,
  name: string | undefined,
  { version }: { readonly version?: string },
): Promise<RequestedPlan> {
  if (name !== undefined && version !== undefined) {
    throw new CommandError('A plan is made of a file or of a --version, not of both', exitCode.usage)
  }
  const file = name === undefined ? undefined : await readMappingFile(name)
  const query = version === undefined ? '' : `?version=${parseVersionFlag('--version', version)}`
  const answer = await awaitPlan(server, {
    path: `/api/settings/scim-mapping/plan${query}`,
    ...(file === undefined ? {} : { body: file.text, headers: { 'content-type': file.mediaType } }),
  })
  const shown = file?.name ?? 'mapping'
  if (answer.status !== 422) return { name: shown, plan: parsePlan(answer) }
  const { detail = '', diagnostics = [] } = JSON.parse(answer.text) as Partial<RequestedPlan & { detail: string }> & {
    diagnostics?: readonly Diagnostic[]
  }
  return { name: shown, diagnostics, detail }
}

/** Says why there is no plan; the exit code is 1. */
export async function refuse(
  { detail, diagnostics, name }: Extract<RequestedPlan, { diagnostics: unknown }>,
  json: boolean,
): Promise<void> {
  process.exitCode = exitCode.failure
  if (json) return printJson({ planId: null, diagnostics })
  await printDiagnostics(name, diagnostics)
  await print(diagnostics.length === 0 ? detail : `There is no plan: ${countDiagnostics(diagnostics)}`)
}

function refuseInMarkdown({
  detail,
  diagnostics,
  name,
}: Extract<RequestedPlan, { diagnostics: unknown }>): Promise<void> {
  process.exitCode = exitCode.failure
  return print(refusalToMarkdown(diagnostics, detail, name))
}

/** For scripts: 0 neither the text nor anybody's roles differ, 2 something does, 1 where an apply would be refused. */
function toExitCode(plan: PlanView): number {
  if (plan.errors.length > 0) return exitCode.failure
  return hasChanges(plan) || plan.textDiffers ? exitCode.changes : exitCode.ok
}

async function withAllLines(server: RemoteServer, plan: PlanView): Promise<PlanView> {
  const whole: Partial<Record<PlanLineKind, readonly unknown[]>> = {}
  for (const kind of planLineKinds) {
    const lines: unknown[] = [...plan[kind]]
    while (lines.length < plan.summary[kind]) {
      const query = new URLSearchParams({ kind, after: String(lines.length) })
      const path = `/api/settings/scim-mapping/plan/${plan.planId}/lines?${query.toString()}`
      lines.push(...(JSON.parse((await sendToServer(server, { method: 'GET', path })).text) as unknown[]))
    }
    whole[kind] = lines
  }
  return { ...plan, ...(whole as Partial<PlanLinesView>) }
}
