import { useText } from '#pages/panel/text.ts';
import type { Moment } from '#shared/domain/ids.ts';
import { ageText } from '#ui/format.ts';
import { useNow } from '#ui/hub.tsx';
import { useLanguage } from '#ui/language.ts';

/** How long ago something was, in words that go on by themselves; a dash when it never was. */
export function useAgo(): (at: Moment | null) => string {
  const t = useText();
  const language = useLanguage();
  const now = useNow(1_000);
  return (at) => (at === null ? '–' : t('live.ago', { age: ageText(Math.max(0, now - at), language) }));
}
