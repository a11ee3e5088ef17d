const longest = 512

/** Pages of the console alone: neither another host, nor what is no page. */
const base = new URL('https://console.invalid')

/** Where a browser goes after a sign-in: the path that was asked for, or the first page where that is none of this server. */
export function toReturnPath(asked: string | null): string {
  if (asked === null || asked.length > longest || !URL.canParse(asked, base.href)) return '/'
  const { host, pathname, protocol, search } = new URL(asked, base)
  // `/.//host` is a path of this host before it is resolved, and another host after.
  const isPath = protocol === base.protocol && host === base.host && /^\/(?![/\\])/.test(pathname)
  return isPath && !/^\/(api|sign-in|oauth2)(\/|$)/i.test(pathname) ? pathname + search : '/'
}
