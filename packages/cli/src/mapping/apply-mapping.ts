import type { PlanView } from '@rolecall/core/directory/plan-view'
import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'

import type { ServerFlags } from '../command/server-options.ts'
import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { print, printJson } from '../output/print.ts'
import { parsePlan } from './await-plan.ts'
import { onTrial } from './on-trial.ts'
import { printDiagnostics } from './print-diagnostics.ts'
import { refuse, requestPlan } from './plan-mapping.ts'
import { hasChanges, printPlan } from './print-plan.ts'
import { getRemoteServer, sendToServer, type RemoteServer } from './server-request.ts'

/** As commander has parsed them. */
export interface MappingApplyFlags extends ServerFlags {
  readonly plan?: string
  readonly yes?: true
  readonly commitWithin?: string
  readonly heldRevocations?: 'revoke' | 'wait'
}

/** What the server answers to an apply. */
interface Applied {
  readonly version: number
  readonly confirmBy: string | null
  readonly detail?: string
  readonly diagnostics?: readonly Diagnostic[]
}

/** Plans a file (or takes a plan that was made), shows it, asks, and applies exactly that. */
export async function applyMapping(name: string | undefined, flags: MappingApplyFlags): Promise<void> {
  const server = await getRemoteServer(flags)
  if ((name === undefined) === (flags.plan === undefined)) {
    throw new CommandError('What is to be applied: a file, or a --plan?', exitCode.usage)
  }
  if (flags.plan !== undefined) return applyPlan(server, await readPlan(server, flags.plan), 'mapping', flags)
  await planAndApply(server, name, {}, flags)
}

/** Brings an older version back, as a plan like any other. */
export async function rollbackMapping(version: string, flags: MappingApplyFlags): Promise<void> {
  await planAndApply(await getRemoteServer(flags), undefined, { version }, flags)
}

async function planAndApply(
  server: RemoteServer,
  name: string | undefined,
  planned: { readonly version?: string },
  flags: MappingApplyFlags,
): Promise<void> {
  const made = await requestPlan(server, name, planned)
  if ('diagnostics' in made) return refuse(made, flags.json === true)
  await applyPlan(server, made.plan, made.name, flags)
}

async function readPlan(server: RemoteServer, planId: string): Promise<PlanView> {
  const path = `/api/settings/scim-mapping/plan/${encodeURIComponent(planId)}`
  const answer = await sendToServer(server, { method: 'GET', path })
  if (answer.status === 202) throw new CommandError('This plan is still being made', exitCode.failure)
  return parsePlan(answer)
}

async function applyPlan(server: RemoteServer, plan: PlanView, name: string, flags: MappingApplyFlags): Promise<void> {
  if (!flags.json) await printPlan(plan, name)
  if (plan.errors.length > 0) {
    process.exitCode = exitCode.failure
    return flags.json ? printJson({ applied: false, plan }) : print('Nothing is applied.')
  }
  if (!(await isWanted(plan, flags))) return print('Nothing is applied.')
  const { status, text } = await sendToServer(server, {
    method: 'POST',
    path: '/api/settings/scim-mapping/apply',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ planId: plan.planId, ...toWishes(flags) }),
  })
  const applied = JSON.parse(text) as Applied
  if (status === 422) {
    await printDiagnostics(name, applied.diagnostics ?? [])
    throw new CommandError(String(applied.detail), exitCode.failure)
  }
  if (flags.json) return printJson({ applied: true, ...applied })
  await print(`Version ${applied.version} of the mapping is applied`)
  if (applied.confirmBy !== null) await print(onTrial(applied.confirmBy))
}

function toWishes({ commitWithin, heldRevocations }: MappingApplyFlags): object {
  return {
    ...(commitWithin === undefined ? {} : { commitWithin }),
    ...(heldRevocations === undefined ? {} : { confirm: heldRevocations === 'revoke' }),
  }
}

/** Asks where a person can answer; a script says `--yes`. */
async function isWanted(plan: PlanView, { json, yes }: MappingApplyFlags): Promise<boolean> {
  if (yes === true) return true
  if (json === true || !process.stdin.isTTY || !process.stdout.isTTY) {
    throw new CommandError('Nobody can be asked here: look at the plan and say --yes', exitCode.failure)
  }
  const { confirm } = await import('@inquirer/prompts')
  const message = hasChanges(plan) ? 'Apply this plan?' : 'Nothing changes for anybody. Store it as a new version?'
  return confirm({ message, default: false })
}
