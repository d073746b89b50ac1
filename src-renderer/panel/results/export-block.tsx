import { useState } from 'react';
import { excelSeparator } from '#pages/panel/model/results.ts';
import type { ExportFile, Separator } from '#pages/panel/organiser-api.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import { useSaveFile } from '#pages/panel/use-save-file.ts';
import { Button } from '#ui/button.tsx';
import { SelectField } from '#ui/field.tsx';

const files = ['matches', 'standings', 'heats', 'events'] as const satisfies readonly ExportFile[];
const separators = [',', ';', 'tab'] as const satisfies readonly Separator[];
const nameOf = { ',': 'export.comma', ';': 'export.semicolon', tab: 'export.tab' } as const;

/** The files that leave the tournament: through the app's save dialog, else as a download. */
export function ExportBlock() {
  const t = useText();
  const save = useSaveFile();
  const { tournament, api } = usePanel();
  const { ask, busy } = useRequest();
  const expected = excelSeparator(navigator.language);
  const [separator, setSeparator] = useState<Separator>(expected);
  const [bom, setBom] = useState(true);
  const fetchAndSave = async (file: ExportFile): Promise<void> => {
    const text = await ask(api.csv(tournament.id, file, separator, bom), '');
    if (!text) return;
    await save(`${file}.csv`, text.value);
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
          <Button key={file} disabled={busy} onClick={() => void fetchAndSave(file)}>
            {t(`export.${file}`)} ({file}.csv)
          </Button>
        ))}
      </div>
    </Block>
  );
}
