import type { HttpClient } from '../client/http-client.ts'
import { expectEqual } from '../expect-status.ts'
import { measure, type Measurement } from '../measure.ts'
import type { MeasuredProcess } from '../process/measured-process.ts'
import { runConcurrently } from '../run-concurrently.ts'

/** About 0.4 kB, as a user of a provider. */
const body = JSON.stringify({ userName: 'ann@acme.example', filler: 'x'.repeat(360) })

/** Requests without anything behind them: what other rates are compared with. */
export function measureBarePosts(
  server: MeasuredProcess,
  client: HttpClient,
  concurrency: number,
): Promise<Measurement> {
  const requests = Array.from({ length: 6_000 }, () => body)
  return measure(server, client, () =>
    runConcurrently(concurrency, requests, async (text) => {
      const answer = await client.send('POST', server.url, { 'content-type': 'application/json' }, text)
      expectEqual('the bare server answers what it was sent', answer.text, text)
    }),
  )
}
