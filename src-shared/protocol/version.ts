/** Versions of the native protocol that this hub and these pages speak, newest last (rule P3). */
export const protocolVersions = [1] as const;
export type ProtocolVersion = (typeof protocolVersions)[number];

/** The largest frame that a client may send, in bytes (rule P5). */
export const largestFrame = 64 * 1024;

/** A page sends a beat this often while it is in the foreground, in milliseconds (rule P20). */
export const beatEveryMs = 5_000;

/** A tap not acknowledged for this long means a half-open link: close and connect again, in milliseconds (rule P21). */
export const acknowledgeWithinMs = 4_000;

/** Data older than this looks stale on every screen, in milliseconds (rule P22). */
export const staleAfterMs = 5_000;
