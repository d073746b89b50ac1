import type { DialectContext } from '#main/dialects/dialect.ts';
import { type Budget, budget } from '#main/lib/rate-limit.ts';

/** Entries about dropped frames: of one connection and of all together. Frames beyond that are counted. */
const ofOne = { burst: 20, perSecond: 0.2 };
const ofAll = { burst: 200, perSecond: 1 };

/** Writes down which frames were dropped and why, so that nobody can fill the log. */
export interface DroppedFrames {
  /** For one connection. */
  of(address: string): {
    /** A frame was dropped. */
    note(why: string): void;
    /** The connection has ended: frames that were only counted are written down now. */
    end(): void;
  };
}

export function createDroppedFrames({ log, now }: Pick<DialectContext, 'log' | 'now'>): DroppedFrames {
  const all = budget(ofAll.burst, ofAll.perSecond, now());
  return {
    of(address) {
      const one: Budget = budget(ofOne.burst, ofOne.perSecond, now());
      let unsaid = 0;
      return {
        note(why) {
          if (!one.take(now()) || !all.take(now())) {
            unsaid += 1;
            return;
          }
          const others = unsaid > 0 ? { andBefore: unsaid } : {};
          log.warn({ adapter: 'relay', address, ...others }, `a referee’s frame was dropped: ${why}`);
          unsaid = 0;
        },
        end() {
          if (unsaid === 0 || !all.take(now())) return;
          log.warn({ adapter: 'relay', address, frames: unsaid }, 'more of a referee’s frames were dropped');
          unsaid = 0;
        },
      };
    },
  };
}
