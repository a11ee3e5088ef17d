import { Agent, request, type RequestOptions } from 'node:http'

/** An answer, its body as text. */
interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/** Sends over connections that are kept open, and notes how long each answer took. */
export interface HttpClient {
  send(method: string, url: string, headers: Readonly<Record<string, string>>, body?: string): Promise<HttpAnswer>
  /** Milliseconds of each answer since the last call, to its last byte. */
  takeTimes(): number[]
  close(): void
}

/** As light as Node allows: what the client costs is taken from the server on a small machine. */
export function createHttpClient(): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  let times: number[] = []
  return {
    async send(method, url, headers, body) {
      const started = performance.now()
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const answer = await sendOnce(url, { agent, method, headers: { ...headers, ...length } }, body)
      times.push(performance.now() - started)
      return answer
    },
    takeTimes() {
      const taken = times
      times = []
      return taken
    },
    close: () => agent.destroy(),
  }
}

function sendOnce(url: string, options: RequestOptions, body: string | undefined): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
