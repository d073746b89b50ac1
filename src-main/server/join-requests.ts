import { triesPerMinute } from '#main/lib/rate-limit.ts';
import { freshCode, freshSecret } from '#main/lib/secrets.ts';
import type { DeviceId, Moment } from '#shared/domain/ids.ts';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { JoinRequest } from '#shared/protocol/down.ts';
import type { Admission } from './join-desk.ts';

/** Requests that may wait for the organiser at once. */
const mostRequests = 50;
/** How long an unanswered request stays on the panel, in milliseconds. */
const requestLastsMs = 15 * 60_000;

/** Where a request by code stands. */
export type RequestState =
  | { readonly state: 'waiting' }
  | { readonly state: 'declined' }
  | ({ readonly state: 'admitted' } & Admission);

interface Request extends JoinRequest {
  readonly key: string;
  readonly device: DeviceId;
  state: RequestState;
  readonly waiters: Set<() => void>;
}

/** People who typed the join code and wait for the organiser's word. Kept in memory: after a restart one types again. */
export interface JoinRequests {
  code(): string;
  renewCode(): void;
  /** CODE_WRONG, or TRY_LATER after 5 tries a minute from one address or 60 in all. `open`: joining by code is allowed. */
  ask(
    typed: string,
    name: string,
    device: DeviceId,
    address: string,
    open: boolean,
  ): Result<{ request: string; key: string }, Refusal>;
  /** Where a request stands; waits for up to `waitMs` while the organiser hasn't answered. SEAT_UNKNOWN for another's key. */
  state(request: string, key: string, waitMs: number): Promise<Result<RequestState, Refusal>>;
  /** Those that wait, oldest first. */
  waiting(): readonly JoinRequest[];
  /** Who asked; null if nobody waits under this id. */
  asker(request: string): { readonly name: string; readonly device: DeviceId } | null;
  settle(request: string, state: RequestState): void;
}

/** No requests yet; `changed` is called when there is something new for the panel. */
export function createJoinRequests(around: {
  readonly now: () => Moment;
  readonly newId: () => string;
  readonly changed: () => void;
}): JoinRequests {
  const requests = new Map<string, Request>();
  const perAddress = triesPerMinute(5);
  const inAll = triesPerMinute(60);
  let code = freshCode();

  function settle(id: string, state: RequestState): void {
    const request = requests.get(id);
    if (!request) return;
    request.state = state;
    for (const wake of request.waiters) wake();
    around.changed();
  }

  function forgetOld(): void {
    for (const [id, request] of requests) {
      if (request.askedAt > around.now() - requestLastsMs) continue;
      settle(id, { state: 'declined' });
      requests.delete(id);
    }
  }

  function waiting(): readonly JoinRequest[] {
    forgetOld();
    return [...requests.values()]
      .filter((request) => request.state.state === 'waiting')
      .map(({ id, name, address, askedAt }) => ({ id, name, address, askedAt }));
  }

  return {
    code: () => code,
    renewCode() {
      code = freshCode();
      around.changed();
    },
    ask(typed, name, device, address, open) {
      const now = around.now();
      const wait = Math.max(perAddress.take(address, now), inAll.take('all', now));
      if (wait > 0) return err(tryLater(wait));
      if (!open || typed.replace(/\D/g, '') !== code) {
        return err(refusal('CODE_WRONG', 'This isn’t the code on the organiser’s screen.'));
      }
      if (waiting().length >= mostRequests) return err(tryLater(60));
      const request: Request = {
        id: around.newId(),
        key: freshSecret(128),
        name,
        address,
        askedAt: now,
        device,
        state: { state: 'waiting' },
        waiters: new Set(),
      };
      requests.set(request.id, request);
      around.changed();
      return ok({ request: request.id, key: request.key });
    },
    async state(id, key, waitMs) {
      const request = requests.get(id);
      if (!request || request.key !== key) {
        return err(refusal('SEAT_UNKNOWN', 'This request isn’t known any more. Type the code again.'));
      }
      if (request.state.state === 'waiting') await answered(request, waitMs);
      // The answer stays: a phone that lost it on the way asks again.
      return ok(request.state);
    },
    waiting,
    asker: (id) => requests.get(id) ?? null,
    settle,
  };
}

/** The refusal of one who tried too often. */
export const tryLater = (seconds: number): Refusal =>
  refusal('TRY_LATER', 'Too many tries. Try again in {seconds} seconds.', { seconds });

/** Resolves when the organiser has answered or the time is up. */
function answered(request: Request, waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      request.waiters.delete(done);
      resolve();
    };
    const timer = setTimeout(done, waitMs);
    request.waiters.add(done);
  });
}
