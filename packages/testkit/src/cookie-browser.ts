/** A page that a browser has come to. */
export interface Page {
  readonly url: URL
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

/** As much of a browser as a sign-in needs: it keeps cookies and follows redirects, each host's by themselves. */
export class CookieBrowser {
  readonly #jars = new Map<string, Map<string, string>>()

  /** Goes to an address, and on from there as it is told. `stop` says where it stays. */
  async open(address: string, sent: RequestInit = {}, stop: (url: URL) => boolean = () => false): Promise<Page> {
    let url = new URL(address)
    let next = sent
    for (let hops = 0; hops < 15; hops += 1) {
      const page = await this.ask(url, next)
      const location = page.headers.get('location')
      if (location === null) return page
      url = new URL(location, url)
      if (stop(url)) return { ...page, url }
      next = {}
    }
    throw new Error(`too many redirects, the last to ${url.href}`)
  }

  /** One request, without going on. */
  async ask(url: URL, sent: RequestInit = {}): Promise<Page> {
    const headers = new Headers(sent.headers)
    const cookies = [...(this.#jars.get(url.origin) ?? [])].map(([name, value]) => `${name}=${value}`)
    if (cookies.length > 0) headers.set('cookie', cookies.join('; '))
    const response = await fetch(url, { ...sent, headers, redirect: 'manual' })
    this.#keep(url.origin, response.headers.getSetCookie())
    return { url, status: response.status, text: await response.text(), headers: response.headers }
  }

  /** The value of a cookie that it would send there. */
  cookie(origin: string, name: string): string | undefined {
    return this.#jars.get(new URL(origin).origin)?.get(name)
  }

  /** Gives it a cookie, as somebody else might. */
  setCookie(origin: string, name: string, value: string): void {
    this.#keep(new URL(origin).origin, [`${name}=${value}`])
  }

  #keep(origin: string, cookies: readonly string[]): void {
    const jar = this.#jars.get(origin) ?? new Map<string, string>()
    this.#jars.set(origin, jar)
    for (const cookie of cookies) {
      const [pair = '', ...attributes] = cookie.split(';')
      const end = pair.indexOf('=')
      const name = pair.slice(0, end).trim()
      const value = pair.slice(end + 1).trim()
      const isOver = attributes.some((text) => /^\s*(max-age=0|expires=thu, 01 jan 1970.*)$/i.test(text))
      if (isOver || value === '') jar.delete(name)
      else jar.set(name, value)
    }
  }
}
