import { useMemo } from 'react';
import { encode } from 'uqr';
import { addressForPhones } from '#pages/board/model/qr-address.ts';
import { useText } from '#pages/board/text/board-text.ts';
import { useStatus } from '#ui/hub.tsx';

/** The address of the spectators' page as a QR code and in letters; nothing while no phone could reach it. */
export function Qr() {
  const t = useText();
  const { addresses } = useStatus();
  const address = addressForPhones(addresses);
  const code = useMemo(() => (address === null ? null : drawn(address)), [address]);
  if (address === null || !code) return null;
  return (
    <div className="qr">
      <p className="qr-words">
        {t('qr.words')}
        <span className="qr-address">{address.replace(/^http:\/\//, '')}</span>
      </p>
      <svg className="qr-code" viewBox={`0 0 ${code.size} ${code.size}`} role="img" aria-label={address}>
        <rect width={code.size} height={code.size} fill="#fff" />
        <path d={code.path} fill="#000" shapeRendering="crispEdges" />
      </svg>
    </div>
  );
}

function drawn(address: string): { readonly path: string; readonly size: number } {
  const { data, size } = encode(address, { ecc: 'M', border: 3 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { path: dark.join(''), size };
}
