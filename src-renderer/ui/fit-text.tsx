import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { fitText } from './fit.ts';

/** Widths are measured at this size and scale with it, in pixels. */
const measuredAtPx = 100;
/** Letters may be drawn a little wider than they are measured. */
const spare = 0.985;

let canvas: CanvasRenderingContext2D | null = null;

/** Width in ems in the font of the figures. */
function widthInEms(text: string): number {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (!canvas) return text.length * 0.5;
  const family = getComputedStyle(document.documentElement).getPropertyValue('--font-figures');
  canvas.font = `600 ${measuredAtPx}px ${family}`;
  return canvas.measureText(text).width / measuredAtPx;
}

/** One hundredth of the height of a 16:9 screen that fits the window, in pixels: what `--u` is in the style sheets. */
const unitPx = (): number => Math.min(window.innerHeight / 100, (window.innerWidth * 0.5625) / 100);

/** A text that fits its place, in its own direction: shrunk down to `min`, then on two lines (unless `maxOfTwo` is 0), then cut off. Sizes are in units of `--u`. */
export function FitText({
  text,
  max,
  maxOfTwo,
  min,
  className,
}: {
  text: string;
  max: number;
  maxOfTwo: number;
  min: number;
  className?: string;
}) {
  const box = useRef<HTMLSpanElement>(null);
  const [room, setRoom] = useState({ widthPx: 0, unit: unitPx() });
  const fonts = useFontsLoaded(text);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setRoom({ widthPx: element.clientWidth, unit: unitPx() });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const { widthPx, unit } = room;
  const limits = {
    widthPx: widthPx * spare,
    maxPx: max * unit,
    maxOfTwoPx: maxOfTwo * unit,
    minPx: min * unit,
  };
  const fit = widthPx === 0 ? { sizePx: min * unit, lines: [text] } : fitText(text, limits, widthInEms);
  return (
    <span
      ref={box}
      className={['fit', className].filter(Boolean).join(' ')}
      data-fonts={fonts}
      style={{ fontSize: fit.sizePx }}
    >
      {fit.lines.length === 1 && fit.lines[0] === text ? (
        <span className="fit-line">
          <bdi>{tightened(text)}</bdi>
        </span>
      ) : (
        <>
          <span className="visually-hidden">{text}</span>
          {fit.lines.map((line) => (
            <span key={line} className="fit-line" aria-hidden="true">
              <bdi>{tightened(line)}</bdi>
            </span>
          ))}
        </>
      )}
    </span>
  );
}

/** Barlow Condensed leaves a gap as wide as a space after a capital Ø: closed here, so that Østergård is one word. */
function tightened(text: string): ReactNode {
  if (!text.includes('Ø')) return text;
  return text.split(/(?<=Ø)/).map((part, index) => {
    if (!part.endsWith('Ø')) return part;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
      <span key={index}>
        {part.slice(0, -1)}
        <span className="fit-tight">Ø</span>
      </span>
    );
  });
}

/** Counts the times that fonts for this text have arrived, since widths are different from then on. */
function useFontsLoaded(text: string): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    let wanted = true;
    const family = getComputedStyle(document.documentElement).getPropertyValue('--font-figures');
    document.fonts.load(`600 ${measuredAtPx}px ${family}`, text).then(
      () => wanted && setCount((before) => before + 1),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [text]);
  return count;
}
