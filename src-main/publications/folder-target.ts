import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeliveryFailure } from '#shared/domain/meet/delivery-failure.ts';
import { err, ok } from '#shared/lib/result.ts';
import { codeOf, type Deliver, oneLine, type Parcel, plain } from './parcel.ts';

/** Name of a publication's file: sorts by time, and is the same at each try. */
const fileName = ({ id, publishedAt }: Parcel): string =>
  `${new Date(publishedAt).toISOString().slice(0, 19).replaceAll(':', '-')}-${plain(id)}.csv`;

/**
 * Writes into `<data folder>/publications/<meet>/`: under a temporary name, flushed to the disk, then renamed. Once more
 * gives the same file, so that a crash before the delivery was recorded leaves no second one.
 */
export const toFolder =
  (dataDir: string): Deliver =>
  async (parcel) => {
    const folder = join(dataDir, 'publications', plain(parcel.meet));
    const path = join(folder, fileName(parcel));
    try {
      await mkdir(folder, { recursive: true });
      const file = await open(`${path}.part`, 'w');
      try {
        await file.writeFile(parcel.csv);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(`${path}.part`, path);
      await flushFolder(folder);
      return ok(path);
    } catch (cause) {
      return err(unwritten(path, cause));
    }
  };

/** Against a power failure right after the rename; Windows doesn't let one, and needs it less. */
async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {}
}

function unwritten(where: string, cause: unknown): DeliveryFailure {
  const detail = codeOf(cause);
  switch (detail) {
    case 'ENOSPC':
    case 'EDQUOT':
      return { code: 'diskFull', where, detail };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { code: 'notAllowed', where, detail };
    case 'EEXIST':
    case 'ENOTDIR':
      return { code: 'inTheWay', where, detail };
    default:
      return { code: 'notWritten', where, detail: detail === '' ? oneLine(String(cause)) : detail };
  }
}
