import { useText } from '#pages/overlay/text/overlay-text.ts';

/** A decision: three lights, each with its sign, and the word. The meet's program keeps the decision only, so all are alike. */
export function Lights({ good }: { good: boolean }) {
  const t = useText();
  return (
    <span className="lights" data-good={good}>
      <span className="lights-row" aria-hidden="true">
        {[1, 2, 3].map((light) => (
          <span key={light} className="light">
            {good ? '✓' : '✕'}
          </span>
        ))}
      </span>
      <span className="lights-word">{t(good ? 'decision.good' : 'decision.noLift')}</span>
    </span>
  );
}
