/** How long a client may take, in milliseconds, and how long its headers may be. */
export const httpOptions = {
  keepAliveTimeout: 75_000,
  headersTimeout: 80_000,
  requestTimeout: 120_000,
  maxHeaderSize: 64 * 1024,
}
