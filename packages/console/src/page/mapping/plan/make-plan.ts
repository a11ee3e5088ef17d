import { request } from '../../../api/request.ts'
import type { Plan } from '../../../api/types.ts'

/** How many people have been decided, of how many. */
export interface PlanProgress {
  readonly done: number
  readonly total: number
}

interface Running {
  readonly planId: string
  readonly progress: PlanProgress
}

const path = '/api/settings/scim-mapping/plan'

/** Milliseconds between two looks at a plan that is being made: short at first, for most are made at once. */
const shortest = 50
const longest = 1_000

/** Asks for a plan of a text, or of an older version, and follows it to its end. Throws RequestError. */
export async function makePlan(
  planned: { readonly text: string } | { readonly version: number },
  onProgress: (progress: PlanProgress) => void,
): Promise<Plan> {
  const asked = 'text' in planned ? '' : `?version=${planned.version}`
  const body = 'text' in planned ? { body: planned.text } : {}
  const sent = { method: 'POST', prefer: 'respond-async', ...body } as const
  let answer = (await request<Plan | Running>(`${path}${asked}`, sent)).body
  for (let pause = shortest; 'progress' in answer; pause = Math.min(pause * 2, longest)) {
    onProgress(answer.progress)
    await new Promise((resolve) => setTimeout(resolve, pause))
    answer = (await request<Plan | Running>(`${path}/${answer.planId}`)).body
  }
  return answer
}
