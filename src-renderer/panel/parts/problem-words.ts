import { typedAddress } from '#pages/panel/model/addresses.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import type { HubStatus } from '#shared/protocol/down.ts';

/** A problem of the hub in the device's language; one that this page doesn't know keeps the hub's own sentence. */
export function useProblemWords(): (problem: HubStatus['problems'][number]) => string {
  const t = useText();
  const { hub } = usePanel();
  return ({ code, message }) => {
    if (code === 'ADDRESS_GONE')
      return t('problem.ADDRESS_GONE', { address: typedAddress(hub?.chosen ?? '') });
    if (code === 'MDNS' || code === 'BACKUP_FAILED') return t(`problem.${code}`, { message });
    if (code === 'STORE_FAILED' || code === 'DATA_IN_CLOUD') return t(`problem.${code}`);
    return message;
  };
}
