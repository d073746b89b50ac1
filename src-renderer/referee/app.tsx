import { useEffect, useMemo, useState } from 'react';
import { createHubClient } from '#shared/client/client.ts';
import type { HubClient } from '#shared/client/hub-client.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { deviceId, pageBuild } from '#ui/device.ts';
import { HubProvider } from '#ui/hub.tsx';
import { browserPlatform, wakeWithPage } from '#ui/platform.ts';
import { keepScreenOn } from './awake.ts';
import type { Session } from './join.ts';
import { JoinPage } from './join-page.tsx';
import { Joined } from './joined.tsx';
import { keepSession, keptSession } from './session.ts';
import { wakeSound } from './signals.ts';

/** The page: joining first, then the matches, for as long as the session counts. */
export function App({ secret }: { secret: string | null }) {
  const [device] = useState<DeviceId>(deviceId);
  const [session, setSession] = useState<Session | null>(() => (secret === null ? keptSession() : null));
  const [newSecret, setNewSecret] = useState(secret);
  const [canKeep, setCanKeep] = useState(true);
  useEffect(() => {
    setCanKeep(keepSession(keptSession()));
    return atFirstTouch(() => {
      wakeSound();
      return keepScreenOn();
    });
  }, []);
  const client = useClient(session);

  if (!session || !client) {
    return (
      <JoinPage
        secret={newSecret}
        device={session?.device ?? device}
        canKeep={canKeep}
        onJoined={(joined) => {
          keepSession(joined);
          setNewSecret(null);
          setSession(joined);
        }}
      />
    );
  }
  return (
    <HubProvider client={client}>
      <Joined
        session={session}
        onLeave={() => {
          keepSession(null);
          setSession(null);
        }}
      />
    </HubProvider>
  );
}

/** A client for the session, for as long as it lasts. */
function useClient(session: Session | null): HubClient | null {
  const platform = useMemo(() => browserPlatform(true), []);
  const [client, setClient] = useState<HubClient | null>(null);
  useEffect(() => {
    if (!session) return;
    const made = createHubClient(
      {
        client: 'referee',
        addresses: [...new Set([location.origin, ...session.addresses])],
        token: session.token,
        device: session.device,
        build: pageBuild(),
      },
      platform,
    );
    const stopWaking = wakeWithPage(made);
    setClient(made);
    return () => {
      setClient(null);
      stopWaking();
      made.stop();
    };
  }, [session, platform]);
  return client;
}

/** Calls `start` in the first touch or key press, which sound and video need; the returned stop ends what it started. */
function atFirstTouch(start: () => () => void): () => void {
  let stop: (() => void) | null = null;
  const begin = () => {
    forget();
    stop = start();
  };
  const forget = () => {
    window.removeEventListener('pointerup', begin, true);
    window.removeEventListener('keydown', begin, true);
  };
  window.addEventListener('pointerup', begin, true);
  window.addEventListener('keydown', begin, true);
  return () => {
    forget();
    stop?.();
  };
}
