import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'

/** Why a server can't listen, in a sentence that says what to do. */
export function toListenError(
  error: unknown,
  { host, port }: { readonly host: string; readonly port: number },
): CommandError {
  return new CommandError(describe(codeOf(error), host, port), exitCode.failure, { cause: error })
}

function describe(code: string, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} of ${host} is in use, perhaps by another Rolecall; stop that, or choose another port with --port (0 for a free one).`
    case 'EACCES':
      return `Port ${port} may not be used without privileges; choose one above 1023 with --port and put a proxy in front.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine; --host takes 127.0.0.1, 0.0.0.0 for all, or an address of its own.`
    default:
      return `${host}:${port} can not be listened on (${code}); choose another --host or --port.`
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
