import { useCallback } from 'react';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import type { DeviceId, OfficialId } from '#shared/domain/ids.ts';
import { deviceId } from '#ui/device.ts';

/** Names who did something: an official, this panel, or the organiser elsewhere. */
export function useWho(): (official: OfficialId | null, device: DeviceId) => string {
  const t = useText();
  const { tournament, hub } = usePanel();
  return useCallback(
    (official, device) => {
      if (official !== null) {
        const named = tournament.officials[official]?.name;
        return named ?? hub?.devices.find((d) => d.official === official)?.name ?? official.slice(-4);
      }
      return t(device === deviceId() ? 'match.chargePanel' : 'match.chargeOrganiser');
    },
    [t, tournament.officials, hub],
  );
}
