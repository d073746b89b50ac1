import { useEffect, useRef } from 'react';
import type { Side } from '#shared/domain/sports/rally-events.ts';
import type { TapGuard } from './tap-guard.ts';
import { useText } from './text.ts';

/** What one half of the score field shows. */
export interface HalfView {
  readonly side: Side;
  readonly name: string;
  /** Players of a pair, each with their part in this rally; empty for others. */
  readonly players: readonly { readonly name: string; readonly part: 'serves' | 'receives' | null }[];
  readonly points: number;
  /** "serves" and, where the sport has them, "right court"; empty for the side that doesn't serve. */
  readonly serving: readonly string[];
}

/** One half of the score field: the button that gives its side the point. It acts when the finger is lifted on it. */
export function Half({
  view,
  guard,
  blocked,
  flash,
  onPoint,
}: {
  view: HalfView;
  guard: TapGuard;
  blocked: boolean;
  /** Changes when this side has just got a point: the half flashes once. */
  flash: string | null;
  onPoint: () => void;
}) {
  const t = useText();
  const button = useRef<HTMLButtonElement>(null);
  const touchedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (flash === null || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    button.current?.animate([{ filter: 'brightness(1.6) contrast(0.6)' }, { filter: 'none' }], {
      duration: 150,
    });
  }, [flash]);

  const tap = () => {
    if (!blocked) onPoint();
  };
  return (
    <button
      ref={button}
      type="button"
      className="half"
      data-side={view.side}
      aria-disabled={blocked}
      aria-label={[t('play.point', { side: view.name, points: view.points }), ...view.serving].join(', ')}
      onPointerDown={(event) => {
        touchedAt.current = performance.now();
        if (event.button === 0) guard.down(event.pointerId, view.side);
      }}
      onPointerUp={(event) => {
        touchedAt.current = performance.now();
        const box = event.currentTarget.getBoundingClientRect();
        const inside =
          event.clientX >= box.left &&
          event.clientX <= box.right &&
          event.clientY >= box.top &&
          event.clientY <= box.bottom;
        if (guard.up(event.pointerId, view.side, inside)) tap();
      }}
      onPointerCancel={(event) => guard.cancelled(event.pointerId)}
      onClick={() => {
        // A press by a screen reader or the Enter key comes without a pointer.
        if (performance.now() - touchedAt.current > 1_000 && !guard.guarded()) tap();
      }}
      onContextMenu={(event) => event.preventDefault()}
    >
      <span className="half-names">
        {view.players.length > 0 ? (
          view.players.map((player, index) => (
            // Players keep their places in the list for the whole match.
            // biome-ignore lint/suspicious/noArrayIndexKey: two players may have the same name
            <span key={index} className="half-player" data-part={player.part}>
              <span className="part" aria-hidden="true">
                {player.part === 'serves' ? '●' : player.part === 'receives' ? '○' : ''}
              </span>
              <span className="half-player-name">{player.name}</span>
            </span>
          ))
        ) : (
          <span className="half-name">{view.name}</span>
        )}
      </span>
      <span className="half-points figures">{view.points}</span>
      <span className="half-serving">
        {view.serving.map((line, index) => (
          <span key={line}>
            {index === 0 ? <span aria-hidden="true">● </span> : null}
            {line}
          </span>
        ))}
      </span>
    </button>
  );
}
