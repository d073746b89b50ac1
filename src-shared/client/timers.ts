import type { Moment } from '#shared/domain/ids.ts';

/** Time as the platform gives it. */
export interface Timers {
  /** This device's clock in milliseconds since 1970, however wrong it is set. */
  now(): Moment;
  /** Calls back once, `ms` milliseconds from now or later (a sleeping phone's timers are late). Returns its name. */
  setTimer(ring: () => void, ms: number): number;
  /** Forgets a timer; one that has rung or was never set is ignored. */
  clearTimer(timer: number): void;
}

/** One thing to do later: setting it again moves it. */
export interface Alarm {
  /** Rings once in `ms` milliseconds, in place of what was set before. */
  set(ms: number, ring: () => void): void;
  /** True while it is set and hasn't rung. */
  isSet(): boolean;
  clear(): void;
}

/** An alarm that isn't set yet. */
export function alarmOn(timers: Pick<Timers, 'setTimer' | 'clearTimer'>): Alarm {
  let timer: number | null = null;
  const clear = () => {
    if (timer !== null) timers.clearTimer(timer);
    timer = null;
  };
  return {
    set(ms, ring) {
      clear();
      timer = timers.setTimer(() => {
        timer = null;
        ring();
      }, ms);
    },
    isSet: () => timer !== null,
    clear,
  };
}
