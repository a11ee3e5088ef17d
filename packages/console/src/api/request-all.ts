import { request, type Reply } from './request.ts'

/** All of a list, page after page: for what one chooses from, where the last one may be meant as well as the first. */
export async function requestAll<T>(
  path: string,
  ask: (path: string) => Promise<Pick<Reply<readonly T[]>, 'body' | 'next'>> = request,
): Promise<readonly T[]> {
  const rows: T[] = []
  for (let next: string | null = path; next !== null;) {
    const reply = await ask(next)
    rows.push(...reply.body)
    next = reply.next
  }
  return rows
}
