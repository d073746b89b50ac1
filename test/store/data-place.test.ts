import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type DataPlace, dataPlace, dataPlaceProblem } from '#main/data-place.ts';
import { freshFolder } from '../support/folder.ts';

const removable: DataPlace = { removable: true };
const synced = (by: string): DataPlace => ({ synced: by });

describe('where the data folder lies', () => {
  test.each<[NodeJS.Platform, string, DataPlace | null]>([
    ['win32', 'C:\\Users\\Heron\\AppData\\Local\\Touchline', null],
    ['win32', 'C:\\Users\\Heron\\OneDrive\\Documents\\Touchline', synced('OneDrive')],
    ['win32', 'C:\\Users\\Heron\\OneDrive - River Club\\Touchline', synced('OneDrive')],
    ['win32', 'C:\\Users\\Heron\\Dropbox\\Touchline', synced('Dropbox')],
    ['win32', 'C:\\Users\\Heron\\Dropbox (River Club)\\Touchline', synced('Dropbox')],
    ['win32', 'C:/Users/Heron/iCloudDrive/Touchline', synced('iCloud Drive')],
    ['win32', 'G:\\My Drive\\Touchline', synced('Google Drive')],
    ['win32', 'G:\\Meine Ablage\\Touchline', synced('Google Drive')],
    ['win32', 'C:\\Users\\Heron\\Google Drive\\Touchline', synced('Google Drive')],
    ['win32', 'C:\\Dropbox-less\\Touchline', null],
    ['darwin', '/Users/heron/Library/Application Support/Touchline', null],
    ['darwin', '/Users/heron/Library/Mobile Documents/com~apple~CloudDocs/Touchline', synced('iCloud Drive')],
    [
      'darwin',
      '/Users/heron/Library/CloudStorage/GoogleDrive-h@river.example/My Drive/T',
      synced('Google Drive'),
    ],
    ['darwin', '/Users/heron/Library/CloudStorage/OneDrive-Personal/T', synced('OneDrive')],
    ['darwin', '/Users/heron/Library/CloudStorage/Box-Box/T', synced('Box-Box')],
    ['darwin', '/Users/heron/Dropbox/Touchline', synced('Dropbox')],
    ['darwin', '/Volumes/STICK/Touchline', removable],
    ['darwin', '/Volumes/Macintosh HD/Users/heron/Touchline', null],
    ['linux', '/home/heron/.local/share/touchline', null],
    ['linux', '/home/heron/Dropbox/touchline', synced('Dropbox')],
    ['linux', '/home/heron/Nextcloud/touchline', synced('Nextcloud')],
    ['linux', '/media/heron/STICK/touchline', removable],
    ['linux', '/run/media/heron/STICK/touchline', removable],
    ['linux', '/home/heron/media/touchline', null],
    ['linux', '/var/run/touchline', null],
    ['linux', '/home/heron/back\\slash\\OneDrive', null],
  ])('[data] %s %s', (platform, path, place) => {
    expect(dataPlace(path, platform)).toEqual(place);
  });

  test('[data] behind a link the folder itself counts, and the sentence says why and what to do', () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'OneDrive', 'data'), { recursive: true });
    symlinkSync(join(folder, 'OneDrive', 'data'), join(folder, 'link'));
    expect(dataPlaceProblem(folder)).toBeNull();
    const problem = dataPlaceProblem(join(folder, 'link'));
    expect(problem?.code).toBe('DATA_IN_CLOUD');
    expect(problem?.message).toMatch(/OneDrive.*can damage it.*move the folder.*--data/);
  });
});
