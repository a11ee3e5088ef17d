/** The weak ETag of a version (RFC 7644 §3.14): `W/"3"`. */
export declare function toETag(version: number): string

/** Whether an If-Match or If-None-Match header names this version: `*`, or a list compared weakly (RFC 9110 §8.8.3.2). */
export declare function matchesETag(header: string, version: number): boolean
