import { typedAddress } from '#pages/panel/model/addresses.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import type { HubStatus } from '#shared/protocol/down.ts';
import { useLanguage } from '#ui/language.ts';

/** A problem of the hub in the device's language; one that this page doesn't know keeps the hub's own sentence. */
export function useProblemWords(): (problem: HubStatus['problems'][number]) => string {
  const t = useText();
  const { hub } = usePanel();
  const language = useLanguage();
  return ({ code, message }) => {
    if (code === 'ADDRESS_GONE')
      return t('problem.ADDRESS_GONE', { address: typedAddress(hub?.chosen ?? '') });
    if (code === 'MDNS') return t('problem.MDNS', { message });
    if (code === 'STORE_FAILED') return t('problem.STORE_FAILED');
    // The hub's own sentences are English, and name the folder and the cause.
    if (language === 'en') return message;
    if (code === 'BACKUP_FAILED' || code === 'DATA_IN_CLOUD' || code === 'DATA_REMOVABLE')
      return t(`problem.${code}`);
    return message;
  };
}
