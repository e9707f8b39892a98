import { useQuery } from '@tanstack/react-query';
import { Outlet, useRouteContext, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

import { useLiveInbox } from '../features/inbox/use-live-inbox.ts';
import { sessionQuery } from '../features/sign-in/session.queries.ts';
import { PageFrame } from '../ui/page-frame.tsx';
import { sessionEnded } from './connection.ts';
import { OfflineNotice, SessionEnded } from './connection-notices.tsx';
import { Navigation } from './navigation.tsx';

/** The frame of every page for members: firm, navigation, who is signed in, and what is wrong with the line. */
export function Shell() {
  const context = useRouteContext({ from: '/staff' });
  const { data: current } = useQuery(sessionQuery);
  const isOver = current === null;
  useEffect(() => {
    if (isOver) sessionEnded.set(true);
  }, [isOver]);
  useHeadingFocus();
  useLiveInbox();
  // When the session ends elsewhere the page stays, with a notice over it.
  const session = current ?? context.session;
  return (
    <PageFrame width="full" brand={session.firm.name} navigation={<Navigation session={session} />}>
      <OfflineNotice />
      <Outlet />
      <SessionEnded />
    </PageFrame>
  );
}

/** After a change of page the focus goes to its heading, unless the page has put it somewhere better. */
function useHeadingFocus(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        const main = document.getElementById('content');
        if (!fromLocation || !pathChanged || !main || main.contains(document.activeElement)) return;
        main.querySelector('h1')?.focus({ preventScroll: true });
      }),
    [router],
  );
}
