import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { readCpu } from './read-cpu.ts'

/**
 * What HTTP with JSON costs on this machine without anything behind it: the measure of all other rates.
 * Forked; answers every message with its CPU time.
 */
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
    const text = JSON.stringify(body)
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    response.end(text)
  })
})

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.on('message', () => process.send?.(readCpu()))
  process.on('disconnect', () => process.exit(0))
  process.send?.({ url: `http://127.0.0.1:${port}` })
})
