/** Writes a line to stdout; resolves when it is handed over, so that an exit does not cut it. */
export function print(line: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(`${line}\n`, () => resolve())
  })
}

/** One line of JSON. */
export function printJson(value: unknown): Promise<void> {
  return print(JSON.stringify(value))
}
