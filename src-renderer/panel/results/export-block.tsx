import { useState } from 'react';
import { desktop } from '#pages/panel/desktop.ts';
import { excelSeparator } from '#pages/panel/model/results.ts';
import { useSay } from '#pages/panel/notices.tsx';
import type { ExportFile, Separator } from '#pages/panel/organiser-api.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import { Button } from '#ui/button.tsx';
import { SelectField } from '#ui/field.tsx';

const files = ['matches', 'standings', 'heats', 'events'] as const satisfies readonly ExportFile[];
const separators = [',', ';', 'tab'] as const satisfies readonly Separator[];
const nameOf = { ',': 'export.comma', ';': 'export.semicolon', tab: 'export.tab' } as const;

/** The files that leave the tournament: through the app's save dialog, else as a download. */
export function ExportBlock() {
  const t = useText();
  const say = useSay();
  const { tournament, api } = usePanel();
  const { ask, busy } = useRequest();
  const expected = excelSeparator(navigator.language);
  const [separator, setSeparator] = useState<Separator>(expected);
  const [bom, setBom] = useState(true);
  const save = async (file: ExportFile): Promise<void> => {
    const text = await ask(api.csv(tournament.id, file, separator, bom), '');
    if (!text) return;
    const name = `${file}.csv`;
    const bridge = desktop();
    if (!bridge) {
      download(name, text.value);
      say({ words: t('export.downloaded', { name }), tone: 'done' });
      return;
    }
    const saved = await bridge.saveFile(name, text.value);
    if (saved.saved) say({ words: t('export.saved', { path: saved.path }), tone: 'done' });
    else say({ words: t('export.notSaved'), tone: 'wrong' });
  };
  return (
    <Block title={t('export.title')}>
      <div className="field-row export-row">
        <SelectField
          label={t('export.separator')}
          value={separator}
          hint={t('export.separatorHint', { name: t(nameOf[expected]) })}
          onChange={(event) =>
            setSeparator(separators.find((known) => known === event.target.value) ?? expected)
          }
        >
          {separators.map((known) => (
            <option key={known} value={known}>
              {t(nameOf[known])}
            </option>
          ))}
        </SelectField>
        <label className="check">
          <input type="checkbox" checked={bom} onChange={(event) => setBom(event.target.checked)} />
          <span>{t('export.bom')}</span>
        </label>
      </div>
      <div className="buttons">
        {files.map((file) => (
          <Button key={file} disabled={busy} onClick={() => void save(file)}>
            {t(`export.${file}`)} ({file}.csv)
          </Button>
        ))}
      </div>
    </Block>
  );
}

/** Hands a text to the browser as a download. */
function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
