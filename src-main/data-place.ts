import { realpathSync } from 'node:fs';
import type { HubStatus } from '#shared/protocol/down.ts';

/** Where a folder lies that is no place for a live database: a program that syncs it, or a drive that can be pulled out. */
export type DataPlace = { readonly synced: string } | { readonly removable: true };

/** Folders of programs that sync, by the whole name of the folder. */
const syncedFolders: readonly (readonly [RegExp, string])[] = [
  // With a company's name behind it for accounts of work and school.
  [/^OneDrive( - .+)?$/i, 'OneDrive'],
  [/^OneDrive-.+$/i, 'OneDrive'],
  [/^Dropbox( \(.+\))?$/i, 'Dropbox'],
  [/^(iCloud ?Drive|com~apple~CloudDocs)$/i, 'iCloud Drive'],
  [/^(Google ?Drive|GoogleDrive-.+|My Drive|Meine Ablage|Mon Drive|Mi unidad)$/i, 'Google Drive'],
  [/^Nextcloud$/i, 'Nextcloud'],
];

/**
 * Recognises a data folder by its path that a sync program watches or that lies on a removable drive; null: neither that
 * one can tell. `path` is absolute, with links resolved.
 */
export function dataPlace(path: string, platform: NodeJS.Platform): DataPlace | null {
  const parts = path.split(platform === 'win32' ? /[\\/]/ : '/').filter((part) => part !== '');
  for (const part of parts) {
    const found = syncedFolders.find(([name]) => name.test(part));
    if (found) return { synced: found[1] };
  }
  switch (platform) {
    case 'win32':
      return null;
    case 'darwin': {
      const library = parts.indexOf('Library');
      const inLibrary = library < 0 ? undefined : parts[library + 1];
      if (inLibrary === 'Mobile Documents') return { synced: 'iCloud Drive' };
      // Where macOS keeps the folders of every other such program.
      if (inLibrary === 'CloudStorage') return { synced: parts[library + 2] ?? 'CloudStorage' };
      const isOtherVolume = parts[0] === 'Volumes' && parts[1] !== undefined && parts[1] !== 'Macintosh HD';
      return isOtherVolume ? { removable: true } : null;
    }
    default: {
      const mounted = parts[0] === 'run' ? parts.slice(1) : parts;
      return mounted[0] === 'media' && mounted.length > 1 ? { removable: true } : null;
    }
  }
}

/** What the organiser is told of a data folder in such a place; null when there is nothing to tell. */
export function dataPlaceProblem(
  folder: string,
  platform: NodeJS.Platform = process.platform,
): HubStatus['problems'][number] | null {
  const place = dataPlace(realpathSync(folder), platform);
  if (!place) return null;
  const move =
    'While no match runs quit Touchline, move the folder to this computer’s own disk, and start with --data and its new place; backups may be copied anywhere.';
  return 'synced' in place
    ? {
        code: 'DATA_IN_CLOUD',
        message: `The data folder ${folder} is synced by ${place.synced}. A program that syncs a database in use can damage it. ${move}`,
      }
    : {
        code: 'DATA_REMOVABLE',
        message: `The data folder ${folder} is on a removable drive. If it is pulled out, nothing can be recorded, and the data may be damaged. ${move}`,
      };
}
