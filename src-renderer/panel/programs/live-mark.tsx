import { useText } from '#pages/panel/text.ts';
import type { RelayCharge } from '#shared/protocol/clients.ts';

/** Live or not, by shape and word; the colour only repeats it. */
export function LiveMark({ live }: { live: boolean }) {
  const t = useText();
  return live ? (
    <span className="here nowrap">● {t('programs.live')}</span>
  ) : (
    <span className="quiet nowrap">○ {t('programs.silent')}</span>
  );
}

/** Of a relayed match whose other programs aren't heeded: that it is scored here, or that something was dropped for that. */
export function ChargeMark({ charge }: { charge: RelayCharge }) {
  const t = useText();
  return (
    <span className="lost charge-mark">
      ▲&nbsp;{t(charge.droppedAt === null ? 'relay.scoredHere' : 'relay.dropping')}
    </span>
  );
}
