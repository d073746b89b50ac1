import { useState } from 'react';
import { formatRoute, startRoute } from '#pages/panel/routing.ts';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';
import { useConfirmed } from '#ui/hub.tsx';
import { LanguageField } from '#ui/language-field.tsx';
import { LinkPill } from '#ui/link-pill.tsx';
import { CreateForm } from './create-form.tsx';

/** The tournaments of this hub and the form for a new one. */
export function StartScreen() {
  const t = useText();
  const list = useConfirmed('tournaments');
  const [creating, setCreating] = useState(false);
  const none = list !== undefined && list.length === 0;
  return (
    <div className="start">
      <header className="start-head">
        <h1>Touchline</h1>
        <LinkPill />
      </header>
      {list === undefined ? <p className="quiet">{t('loading')}</p> : null}
      {none ? <p>{t('start.first')}</p> : null}
      {list && list.length > 0 ? (
        <section aria-labelledby="start-list">
          <h2 id="start-list">{t('start.title')}</h2>
          <ul className="start-list">
            {list
              .toSorted((a, b) => b.startsOn.localeCompare(a.startsOn) || a.name.localeCompare(b.name))
              .map((line) => (
                <li key={line.id}>
                  <a href={formatRoute({ ...startRoute, tournament: line.id })}>
                    <strong>{line.name}</strong>
                    <span>
                      {line.startsOn} · {t('start.matches', { count: line.matches })}
                      {line.status === 'closed' ? ` · ${t('start.closed')}` : ''}
                    </span>
                  </a>
                </li>
              ))}
          </ul>
        </section>
      ) : null}
      {none || creating ? (
        <CreateForm onCancel={none ? null : () => setCreating(false)} />
      ) : list ? (
        <Button kind="main" onClick={() => setCreating(true)}>
          {t('start.new')}
        </Button>
      ) : null}
      <div className="start-language">
        <LanguageField />
      </div>
    </div>
  );
}
