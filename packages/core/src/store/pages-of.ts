import type { KeysetPage } from './resources.ts'

/**
 * What is read page by page, each from the last item of the one before on (`null` for the first). A page that is not full is
 * the last one; one without items is not answered.
 */
export async function* pagesOf<Item>(
  read: (after: Item | null, limit: number) => Promise<readonly Item[]>,
  limit: number,
): AsyncGenerator<readonly Item[]> {
  let after: Item | null = null
  for (;;) {
    const page: readonly Item[] = await read(after, limit)
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    if (page.length < limit) return
    after = last
  }
}

/** The same in the order of ids. */
export function pagesById<Item extends { readonly id: string }>(
  read: (page: KeysetPage) => Promise<readonly Item[]>,
  limit: number,
): AsyncGenerator<readonly Item[]> {
  return pagesOf((last) => read({ after: last?.id ?? null, limit }), limit)
}
