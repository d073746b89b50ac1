import type { Need } from '#pages/panel/model/needs.ts';
import { useText } from '#pages/panel/text.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { ageText } from '#ui/format.ts';
import { useLanguage } from '#ui/language.ts';

/** Why a match needs somebody, in words. */
export function useNeedWords(): (need: Need) => string {
  const t = useText();
  const language = useLanguage();
  return (need) => {
    switch (need.kind) {
      case 'conflict':
        return t('need.conflict', { count: need.branches });
      case 'silent': {
        const age = ageText(need.forMs, language);
        if (need.waiting === 0) return t('need.silent', { name: need.name, age });
        return t('need.silentWaiting', { name: need.name, age, count: need.waiting });
      }
      case 'overdue':
        return t('need.overdue', { age: ageText(need.byMs, language) });
      case 'protested':
      case 'noReferee':
      case 'suspended':
      case 'unconfirmed':
        return t(`need.${need.kind}`);
      default:
        return unreachable(need);
    }
  };
}

/** The shape that stands beside a need, so that colour is never the only sign. */
export const needShape: Record<Need['kind'], string> = {
  conflict: '≠',
  silent: '▲',
  protested: '!',
  noReferee: '○',
  suspended: '‖',
  unconfirmed: '◔',
  overdue: '◷',
};
