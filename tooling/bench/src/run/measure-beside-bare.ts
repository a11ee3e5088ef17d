import { measureBarePosts } from '../load/bare-posts.ts'
import { measure } from '../measure.ts'
import type { Bench } from './bench.ts'

/** Measures a load between two runs of bare requests, of which the ratio is made, and prints all three. */
export async function measureBesideBare(
  { bare, client, report, server }: Bench,
  name: string,
  concurrency: number,
  load: () => Promise<void>,
): Promise<void> {
  const before = await measureBarePosts(bare, client, concurrency)
  const measurement = await measure(server, client, load)
  const after = await measureBarePosts(bare, client, concurrency)
  report.measurement(`bare POST, C=${concurrency}, before`, before)
  report.measurement(`bare POST, C=${concurrency}, after`, after)
  report.measurement(name, measurement, (before.rate + after.rate) / 2)
}
