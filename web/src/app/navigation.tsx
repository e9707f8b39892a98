import { useMutation } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { CircleUser, LogOut, Menu } from 'lucide-react';
import { useState } from 'react';

import { signOut, type Session } from '../features/sign-in/session.queries.ts';
import { useWords } from '../i18n/use-words.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/icon.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { shellWords } from './shell.words.ts';
import styles from './navigation.module.css';

const linkProps = { className: styles['link'], activeProps: { className: styles['here'] } } as const;

/** Where one can go, who one is, and the way out; on narrow screens behind a button. */
export function Navigation({ session }: { session: Session }) {
  const t = useWords(shellWords);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // Open on one page: going to another one closes it.
  const [openOn, setOpenOn] = useState<string>();
  const open = openOn === path;
  const isOwner = session.account.role === 'owner';
  return (
    <>
      <div className={styles['toggle']}>
        <Button
          size="small"
          icon={Menu}
          aria-expanded={open}
          aria-controls="main-menu"
          onClick={() => setOpenOn(open ? undefined : path)}
        >
          {t.menu}
        </Button>
      </div>
      <div id="main-menu" className={classNames(styles['menu'], open && styles['open'])}>
        <nav aria-label={t.mainNavigation} className={styles['pages']}>
          <Link to="/eingang" search={{}} activeOptions={{ includeSearch: false }} {...linkProps}>
            {t.inbox}
          </Link>
          <Link to="/anfragen" {...linkProps}>
            {t.requests}
          </Link>
          <Link to="/kunden" search={{}} activeOptions={{ includeSearch: false }} {...linkProps}>
            {t.customers}
          </Link>
          <Link to="/nachrichten" {...linkProps}>
            {t.messages}
          </Link>
          <Link to="/protokoll" search={{}} activeOptions={{ includeSearch: false }} {...linkProps}>
            {t.protocol}
          </Link>
          <Link to="/loeschung" {...linkProps}>
            {t.retention}
          </Link>
          {isOwner && (
            <Link to="/team" {...linkProps}>
              {t.team}
            </Link>
          )}
          {isOwner && (
            <Link to="/profile" activeOptions={{ exact: false }} {...linkProps}>
              {t.profiles}
            </Link>
          )}
          {isOwner && (
            <Link to="/einstellungen" {...linkProps}>
              {t.settings}
            </Link>
          )}
        </nav>
        <div className={styles['person']}>
          <Link to="/konto" aria-label={t.account(session.account.name)} {...linkProps}>
            <Icon of={CircleUser} />
            <span className={styles['name']}>{session.account.name}</span>
          </Link>
          <SignOutButton />
        </div>
      </div>
    </>
  );
}

function SignOutButton() {
  const t = useWords(shellWords);
  const leaving = useMutation({
    mutationFn: signOut,
    // A full load: nothing of what this session saw stays in memory.
    onSuccess: () => window.location.assign('/anmelden'),
  });
  return (
    <>
      <Button look="quiet" size="small" icon={LogOut} busy={leaving.isPending} onClick={() => leaving.mutate()}>
        {t.signOut}
      </Button>
      <ProblemNotice error={leaving.error} title={t.signingOutFailed} />
    </>
  );
}
