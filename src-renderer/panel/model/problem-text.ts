import type { useText } from '#pages/panel/text.ts';
import type { ImportProblem } from '#shared/domain/tournament/import-table.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

/** Why a row or a file can't be imported, in words. */
export function problemText({ code, params }: ImportProblem, t: ReturnType<typeof useText>): string {
  const value = (name: string): string | number => params[name] ?? '';
  const where = Number(params.line ?? 0) > 0 ? t('import.inLine', { line: value('line') }) : '';
  switch (code) {
    case 'EMPTY_FILE':
      return t('import.EMPTY_FILE');
    case 'QUOTE_UNCLOSED':
      return t('import.QUOTE_UNCLOSED', { line: value('line') });
    case 'COLUMN_MISSING':
    case 'COLUMN_TWICE':
    case 'VALUE_MISSING':
      return t(`import.${code}`, { column: value('column') });
    case 'TOO_MANY_ROWS':
    case 'TOO_MANY_MEMBERS':
      return t(`import.${code}`, { max: value('max') });
    case 'TIME_ZONE_UNKNOWN':
      return t('import.TIME_ZONE_UNKNOWN', { timeZone: value('timeZone') });
    case 'TOO_MANY_CELLS':
      return t('import.TOO_MANY_CELLS', { columns: value('columns') });
    case 'TOO_LONG':
      return t('import.TOO_LONG', { column: value('column'), max: value('max') });
    case 'BAD_NUMBER':
      return t('import.BAD_NUMBER', {
        column: value('column'),
        value: value('value'),
        min: value('min'),
        max: value('max'),
      });
    case 'DUPLICATE_ENTRY':
      return t('import.DUPLICATE_ENTRY', { name: value('name'), where });
    case 'PLAYER_TWICE':
      return t('import.PLAYER_TWICE', { name: value('name'), entry: value('entry') });
    case 'UNKNOWN_NAME': {
      const closest = params.closest ? t('import.closest', { name: params.closest }) : '';
      return t('import.UNKNOWN_NAME', { column: value('column'), value: value('value'), closest });
    }
    case 'AMBIGUOUS_NAME':
      return t('import.AMBIGUOUS_NAME', { column: value('column'), value: value('value') });
    case 'SAME_SIDE_TWICE':
      return t('import.SAME_SIDE_TWICE', { name: value('name') });
    case 'NOT_IN_POOL':
      return t('import.NOT_IN_POOL', { name: value('name'), pool: value('pool') });
    case 'NUMBER_TAKEN':
      return t('import.NUMBER_TAKEN', { number: value('number') });
    case 'DUPLICATE_MATCH':
      return t('import.DUPLICATE_MATCH', { where });
    case 'BAD_DATE':
    case 'BAD_TIME':
      return t(`import.${code}`, { value: value('value') });
    case 'TIME_MISSING':
      return t('import.TIME_MISSING', { date: value('date') });
    default:
      return unreachable(code);
  }
}
