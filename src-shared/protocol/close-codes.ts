/**
 * Why the hub closes a socket (rules P30 to P39). 4000 to 4999 is the range RFC 6455 §7.4.2 leaves to applications.
 * `again` tells whether connecting again makes sense without a person doing something first.
 */
export const closeCodes = {
  goingAway: { code: 1001, again: true, reason: 'the hub is stopping' },
  tooLarge: { code: 1009, again: true, reason: 'a frame was larger than 64 KB' },
  badFrames: { code: 4400, again: true, reason: 'too many frames could not be read' },
  tokenUnknown: { code: 4401, again: false, reason: 'the token is unknown, expired or revoked' },
  notAllowed: { code: 4403, again: false, reason: 'this page may not connect from here' },
  version: { code: 4406, again: false, reason: 'no protocol version in common' },
  silent: { code: 4408, again: true, reason: 'nothing was heard for too long' },
  flood: { code: 4429, again: true, reason: 'too many frames in too short a time' },
  slow: { code: 4430, again: true, reason: 'frames were not read fast enough' },
  shed: { code: 4503, again: true, reason: 'the hub is under pressure and lets spectators go first' },
} as const;
export type CloseReason = keyof typeof closeCodes;
