import { playTranscript } from '@rolecall/testkit/transcript/play-transcript'
import { readTranscripts } from '@rolecall/testkit/transcript/read-transcripts'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'

import { startTestServer, type TestServer } from './test-server.ts'

const transcripts = await readTranscripts(join(import.meta.dirname, '../../../transcripts'))

describe.each(eachDatabase)('what providers send, on $name', ({ create }) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer(await create())
  })
  afterAll(() => server.close())

  it.each(transcripts)('$file: $transcript.title', async ({ transcript }) => {
    const tenant = await server.createTenant()
    await playTranscript(transcript, ({ body, headers, method, path }) => tenant.provider(method, path, body, headers))
  })
})
