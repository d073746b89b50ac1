import type { Moment } from '#shared/domain/ids.ts';

/** Beats that are looked back on for the offset: 10 s at one every 2 s. */
const remembered = 5;
/** A handshake slower than this says little about the way, in milliseconds. */
const longestHalfTrip = 500;
/** A step back up to this is waited out rather than shown, in milliseconds. */
const shortestStepBack = 2_000;

/** The hub's time as this device reckons it: its own clock and an offset. */
export interface HubClock {
  /** Learns from a handshake: asked at `sent` and answered at `received` by this device's clock, `hub` by the hub's. */
  shake(sent: Moment, received: Moment, hub: Moment): void;
  /** Learns from a beat that the hub sent by itself. */
  beat(received: Moment, hub: Moment): void;
  /** Hub time, in whole milliseconds. Small corrections never make it run backwards. */
  now(): Moment;
}

/**
 * A frame's delay makes the hub's clock look slow, never fast, so the largest offset of the last few frames is nearest
 * to the truth; a phone that wakes up and reads a minute's frames at once isn't led astray by the old ones.
 */
export function hubClock(deviceNow: () => Moment): HubClock {
  let offsets: readonly number[] = [0];
  let halfTrip = 0;
  let latest = 0;
  return {
    shake(sent, received, hub) {
      halfTrip = Math.min(longestHalfTrip, Math.max(0, received - sent) / 2);
      offsets = [hub + halfTrip - received];
    },
    beat(received, hub) {
      offsets = [...offsets, hub + halfTrip - received].slice(-remembered);
    },
    now() {
      const reckoned = Math.round(deviceNow() + Math.max(...offsets));
      const steppedBack = reckoned < latest && latest - reckoned <= shortestStepBack;
      latest = Math.max(0, steppedBack ? latest : reckoned);
      return latest;
    },
  };
}
