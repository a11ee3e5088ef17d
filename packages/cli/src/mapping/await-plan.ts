import { setTimeout } from 'node:timers/promises'

import type { PlanView } from '@rolecall/core/directory/plan-view'
import { Presets, SingleBar } from 'cli-progress'

import { sendToServer, type RemoteAnswer, type RemoteRequest, type RemoteServer } from './server-request.ts'

/** Pauses between two questions how far a plan is, in milliseconds. */
const pause = 300

/** A plan that is quick needs no bar. */
const patience = 2_000

interface RunningPlan {
  readonly planId: string
  readonly progress: { readonly done: number; readonly total: number }
}

/**
 * Asks for a plan and waits for it, without holding a request open. On a terminal a bar shows how far it is, where it
 * takes longer. The answer is the plan (200) or every diagnostic (422).
 */
export async function awaitPlan(
  server: RemoteServer,
  request: Pick<RemoteRequest, 'body' | 'headers' | 'path'>,
): Promise<RemoteAnswer> {
  const headers = { ...request.headers, prefer: 'respond-async' }
  let answer = await sendToServer(server, { ...request, method: 'POST', headers })
  const started = performance.now()
  const bar = createBar()
  while (answer.status === 202) {
    const { planId, progress } = JSON.parse(answer.text) as RunningPlan
    if (performance.now() - started > patience) bar.show(progress)
    await setTimeout(pause)
    answer = await sendToServer(server, { method: 'GET', path: `/api/settings/scim-mapping/plan/${planId}` })
  }
  bar.end()
  return answer
}

/** The plan of an answer. */
export function parsePlan({ text }: RemoteAnswer): PlanView {
  return JSON.parse(text) as PlanView
}

function createBar() {
  const bar = new SingleBar(
    { format: 'plan [{bar}] {value}/{total} people', hideCursor: true, stream: process.stderr },
    Presets.rect,
  )
  let shown = false
  return {
    show({ done, total }: RunningPlan['progress']): void {
      if (!process.stderr.isTTY || total === 0) return
      if (!shown) bar.start(total, done)
      shown = true
      bar.setTotal(total)
      bar.update(done)
    },
    end(): void {
      if (shown) bar.stop()
    },
  }
}
