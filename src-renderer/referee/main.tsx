import '#ui/fonts-figures.css';
import '#ui/tokens.css';
import '#ui/base.css';
import '#ui/components.css';
import { createRoot } from 'react-dom/client';
import { Button } from '#ui/button.tsx';
import { LanguageField } from '#ui/language-field.tsx';
import { LinkPill } from '#ui/link-pill.tsx';

createRoot(document.body).render(
  <>
    <Button>x</Button>
    <LanguageField />
    <LinkPill />
  </>,
);
