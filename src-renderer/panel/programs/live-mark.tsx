import { useText } from '#pages/panel/text.ts';

/** Live or not, by shape and word; the colour only repeats it. */
export function LiveMark({ live }: { live: boolean }) {
  const t = useText();
  return live ? (
    <span className="here nowrap">● {t('programs.live')}</span>
  ) : (
    <span className="quiet nowrap">○ {t('programs.silent')}</span>
  );
}
