/** How long taps on the halves are ignored after they have changed places, in milliseconds. */
export const guardMs = 600;

/**
 * Decides whether a finger that was put down and lifted is a tap on the half it was put down on. One finger at a time
 * counts; a second one, one that leaves the half, and one that was down when the halves changed places do nothing.
 */
export interface TapGuard {
  /** A finger is put down on a half. */
  down(finger: number, half: string): void;
  /** It is lifted; `inside`: over the half it was put down on. True when that is a tap. */
  up(finger: number, half: string, inside: boolean): boolean;
  /** The browser took the finger away (a scroll, a call). */
  cancelled(finger: number): void;
  /** The halves have changed places or have just appeared. */
  swapped(): void;
  /** Taps are being ignored since the halves changed places. */
  guarded(): boolean;
}

/** `now` is this device's clock in milliseconds. */
export function createTapGuard(now: () => number): TapGuard {
  let active: { readonly finger: number; readonly half: string } | null = null;
  let swappedAt = Number.NEGATIVE_INFINITY;
  const guarded = () => now() - swappedAt < guardMs;
  return {
    down(finger, half) {
      if (active === null && !guarded()) active = { finger, half };
    },
    up(finger, half, inside) {
      if (active?.finger !== finger) return false;
      const same = active.half === half;
      active = null;
      return same && inside && !guarded();
    },
    cancelled(finger) {
      if (active?.finger === finger) active = null;
    },
    swapped() {
      swappedAt = now();
      active = null;
    },
    guarded,
  };
}
