import { request, RequestError } from './request.ts'

/** Revokes one after the other, also behind one that fails, which is thrown then; what somebody else has revoked meanwhile is as wanted. */
export async function revokeAll(
  paths: readonly string[],
  ask: (path: string, sent: { readonly method: 'DELETE' }) => Promise<unknown> = request,
): Promise<void> {
  const failed: unknown[] = []
  for (const path of paths)
    await ask(path, { method: 'DELETE' }).catch((error: unknown) => {
      if (!(error instanceof RequestError && error.status === 404)) failed.push(error)
    })
  if (failed.length > 0) throw failed[0]
}
