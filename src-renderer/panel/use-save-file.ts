import { useCallback } from 'react';
import { desktop } from './desktop.ts';
import { useSay } from './notices.tsx';
import { useText } from './text.ts';

/** Saves a CSV file through the app's save dialog, else as a download, and says where it went. */
export function useSaveFile(): (name: string, text: string) => Promise<void> {
  const t = useText();
  const say = useSay();
  return useCallback(
    async (name, text) => {
      const bridge = desktop();
      if (!bridge) {
        download(name, text);
        say({ words: t('export.downloaded', { name }), tone: 'done' });
        return;
      }
      const saved = await bridge.saveFile(name, text);
      if (saved.saved) say({ words: t('export.saved', { path: saved.path }), tone: 'done' });
      else say({ words: t('export.notSaved'), tone: 'wrong' });
    },
    [t, say],
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
