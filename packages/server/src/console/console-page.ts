import { randomBytes } from 'node:crypto'

import type { Answer } from '../route/answer.ts'

/** These stand in the page for the nonce of the answer, and for the path that the server is mounted at. */
const placeholders = { nonce: '{{nonce}}', mount: '__mount__' }

/** The page of the console. Scripts, data and images from here alone; styles also from the editor, which knows this answer's nonce. */
export function toConsolePage(page: string, path = ''): Answer {
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  return {
    status: 200,
    type: 'text/html; charset=utf-8',
    headers: { 'Cache-Control': 'no-cache', 'Content-Security-Policy': policy },
    body: page.replaceAll(placeholders.nonce, nonce).replaceAll(placeholders.mount, path),
  }
}
