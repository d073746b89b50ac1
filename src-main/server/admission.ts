import type { Identity } from '#main/hub/hub-port.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { CloseReason } from '#shared/protocol/close-codes.ts';
import type { Up } from '#shared/protocol/up.ts';
import { type ProtocolVersion, protocolVersions } from '#shared/protocol/version.ts';

/** Who may come in. */
export interface Admission {
  /**
   * What a token allows; null if nothing, `notHere` if it counts on the hub's own machine only. `loopback`: the
   * connection comes from there.
   */
  readonly whoIs: (token: string, loopback: boolean) => Identity | 'notHere' | null;
  /** There are so many connections that spectators are let go. */
  readonly isCrowded: () => boolean;
}

/** Somebody who was let in. */
export interface Admitted {
  readonly version: ProtocolVersion;
  readonly identity: Identity;
  /** The device that a token stands for; null for those without one. */
  readonly device: DeviceId | null;
}

/** Why somebody wasn't let in, and how the connection is closed. */
export interface TurnedAway {
  readonly reason: CloseReason;
  readonly why: Refusal;
}

const spectatorDevice = 'spectator' as DeviceId;

/** Decides on a hello: the newest common version, then the token (none: a spectator), then whether there is room. */
export function admit(
  hello: Extract<Up, { t: 'hello' }>,
  loopback: boolean,
  { whoIs, isCrowded }: Admission,
): Result<Admitted, TurnedAway> {
  const version = protocolVersions.findLast((known) => hello.versions.includes(known));
  if (version === undefined) return err(noCommonVersion);
  const device = hello.device ?? null;
  if (hello.token === undefined) {
    if (isCrowded()) return err(crowded);
    const identity: Identity = {
      role: 'spectator',
      device: device ?? spectatorDevice,
      official: null,
      tournament: null,
    };
    return ok({ version, identity, device: null });
  }
  const known = whoIs(hello.token, loopback);
  if (known === 'notHere') return err(notHere);
  if (!known) return err(tokenUnknown);
  const identity = known.role === 'organiser' && device ? { ...known, device } : known;
  return ok({ version, identity, device: identity.device });
}

const noCommonVersion: TurnedAway = {
  reason: 'version',
  why: refusal(
    'VERSION_UNKNOWN',
    'This page and the hub have no protocol version in common. Load the page again.',
  ),
};
const notHere: TurnedAway = {
  reason: 'notAllowed',
  why: refusal('NOT_ALLOWED', 'The control panel is open on the hub’s own machine only.'),
};
const tokenUnknown: TurnedAway = {
  reason: 'tokenUnknown',
  why: refusal('TOKEN_UNKNOWN', 'This phone’s joining isn’t valid any more. Scan the QR code again.'),
};
const crowded: TurnedAway = {
  reason: 'shed',
  why: refusal('TOO_MANY', 'The hub serves as many spectators as it can. This page tries again.'),
};
