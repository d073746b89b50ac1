import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { DeviceId } from '#shared/domain/ids.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { useLanguage } from '#ui/language.ts';
import { LanguageField } from '#ui/language-field.tsx';
import { refusalText } from '#ui/text.ts';
import { type Ask, askToJoin, awaitAnswer, type JoinProblem, joinBySecret, type Session } from './join.ts';
import { JoinHelp } from './join-help.tsx';
import { useText } from './text.ts';

/** How joining stands. */
type Joining =
  | { readonly at: 'joining'; readonly secret: string; readonly name: string | null }
  | { readonly at: 'name'; readonly secret: string }
  | {
      readonly at: 'failed';
      readonly secret: string;
      readonly name: string | null;
      readonly why: JoinProblem;
    }
  | { readonly at: 'code'; readonly why: JoinProblem | null }
  | { readonly at: 'asking'; readonly code: string; readonly name: string }
  | {
      readonly at: 'waiting';
      readonly name: string;
      readonly request: { readonly request: string; readonly key: string };
      readonly away: boolean;
    };

const ask: Ask = (url, init) => fetch(url, init);
/** After the hub gave no answer, in milliseconds. */
const askAgainMs = 2_000;

/** Gets a phone into the tournament: by the QR code's secret, or by the six digits and the organiser's word. */
export function JoinPage({
  secret,
  device,
  canKeep,
  onJoined,
}: {
  secret: string | null;
  device: DeviceId;
  /** This browser keeps what it is given. */
  canKeep: boolean;
  onJoined: (session: Session) => void;
}) {
  const t = useText();
  const language = useLanguage();
  const [joining, setJoining] = useState<Joining>(
    secret === null ? { at: 'code', why: null } : { at: 'joining', secret, name: null },
  );
  const joined = useRef(onJoined);
  joined.current = onJoined;

  useEffect(() => {
    const stopped = new AbortController();
    const go = async (): Promise<void> => {
      if (joining.at === 'joining') {
        const name = joining.name ? { name: joining.name } : {};
        const answer = await joinBySecret(ask, location.origin, { secret: joining.secret, device, ...name });
        if (stopped.signal.aborted) return;
        if (answer.ok) return joined.current(answer.value);
        const why = answer.error;
        if (why !== 'away' && why.code === 'NAME_NEEDED') setJoining({ at: 'name', secret: joining.secret });
        else setJoining({ ...joining, at: 'failed', why });
      }
      if (joining.at === 'asking') {
        const { code, name } = joining;
        const answer = await askToJoin(ask, location.origin, { code, name, device });
        if (stopped.signal.aborted) return;
        if (answer.ok) setJoining({ at: 'waiting', name, request: answer.value, away: false });
        else setJoining({ at: 'code', why: answer.error });
      }
      if (joining.at === 'waiting') {
        const answer = await awaitAnswer(ask, location.origin, joining.request, stopped.signal);
        if (stopped.signal.aborted) return;
        if (!answer.ok && answer.error !== 'away') setJoining({ at: 'code', why: answer.error });
        else if (!answer.ok) again(() => setJoining({ ...joining, away: true }), askAgainMs);
        else if (answer.value.state === 'admitted') joined.current(answer.value.session);
        else if (answer.value.state === 'declined') setJoining({ at: 'code', why: declined });
        else setJoining({ ...joining, away: false });
      }
    };
    const again = (then: () => void, afterMs: number) => {
      const timer = setTimeout(then, afterMs);
      stopped.signal.addEventListener('abort', () => clearTimeout(timer));
    };
    go().catch(() => undefined);
    return () => stopped.abort();
  }, [joining, device]);

  const problem = (why: JoinProblem) => (why === 'away' ? t('join.away') : refusalText(why, language));
  return (
    <main className="page join">
      <div className="scroll">
        <h1 className="join-title">{t('join.title')}</h1>
        {canKeep ? null : <p className="notice-line">{t('join.storage')}</p>}
        {inside()}
        <JoinHelp />
        <LanguageField />
      </div>
    </main>
  );

  function inside() {
    switch (joining.at) {
      case 'joining':
      case 'asking':
        return (
          <p className="big-words" role="status">
            {t('join.working')}
          </p>
        );
      case 'name':
        return <NameForm onName={(name) => setJoining({ at: 'joining', secret: joining.secret, name })} />;
      case 'failed':
        return (
          <div className="stack" role="alert">
            <p className="problem">{problem(joining.why)}</p>
            <Button
              kind="main"
              className="wide tall"
              onClick={() => setJoining({ at: 'joining', secret: joining.secret, name: joining.name })}
            >
              {t('join.again')}
            </Button>
            <Button className="wide" onClick={() => setJoining({ at: 'code', why: null })}>
              {t('join.byCode')}
            </Button>
          </div>
        );
      case 'code':
        return (
          <CodeForm
            problem={joining.why === null ? null : problem(joining.why)}
            onAsk={(code, name) => setJoining({ at: 'asking', code, name })}
          />
        );
      case 'waiting':
        return (
          <div className="stack" role="status">
            <p className="big-words">{t('join.waiting')}</p>
            <p>{joining.away ? t('join.waitingAway') : t('join.waitingNote', { name: joining.name })}</p>
            <Button className="wide" onClick={() => setJoining({ at: 'code', why: null })}>
              {t('join.askAgain')}
            </Button>
          </div>
        );
    }
  }
}

const declined: JoinProblem = {
  code: 'JOIN_DECLINED',
  message: 'The organiser has declined the request. Ask them in person, then try again.',
};

function NameForm({ onName }: { onName: (name: string) => void }) {
  const t = useText();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim()) onName(name.trim());
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p className="big-words">{t('join.nameNeeded')}</p>
      <NameField name={name} isMissing={tried && !name.trim()} onName={setName} />
      <Button kind="main" className="wide tall" type="submit">
        {t('join.go')}
      </Button>
    </form>
  );
}

function CodeForm({
  problem,
  onAsk,
}: {
  problem: string | null;
  onAsk: (code: string, name: string) => void;
}) {
  const t = useText();
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const digits = code.replace(/\D/g, '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (digits.length === 6 && name.trim()) onAsk(digits, name.trim());
  };
  return (
    <form className="stack" onSubmit={submit}>
      {problem ? (
        <p className="problem" role="alert">
          {problem}
        </p>
      ) : null}
      <Field
        label={t('join.code')}
        hint={t('join.codeHint')}
        error={tried && digits.length !== 6 ? t('join.codeMissing') : null}
        className="code-input figures"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={9}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <NameField name={name} isMissing={tried && !name.trim()} onName={setName} />
      <Button kind="main" className="wide tall" type="submit">
        {t('join.ask')}
      </Button>
    </form>
  );
}

function NameField({
  name,
  isMissing,
  onName,
}: {
  name: string;
  isMissing: boolean;
  onName: (name: string) => void;
}) {
  const t = useText();
  return (
    <Field
      label={t('join.name')}
      hint={t('join.nameHint')}
      error={isMissing ? t('join.nameMissing') : null}
      autoComplete="name"
      maxLength={80}
      value={name}
      onChange={(event) => onName(event.target.value)}
    />
  );
}
