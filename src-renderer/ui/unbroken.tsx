import { Fragment } from 'react';

/** Words that may go to the next line between each other and never within: “24–22 18–21” doesn't end a line in “18–”. */
export function Unbroken({ text }: { readonly text: string }) {
  return text.split(' ').map((word, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same score can occur twice, and nothing is kept per word
    <Fragment key={i}>
      {i > 0 && ' '}
      <span className="unbroken">{word}</span>
    </Fragment>
  ));
}
