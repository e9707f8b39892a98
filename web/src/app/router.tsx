import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';

import { sessionQuery } from '../features/sign-in/session.queries.ts';
import { parseSearch, readInboxSearch, readSearchWord, writeSearch } from './inbox-search.ts';
import { FirstPageLoading, PageFailed, PageLoading, PageMissing } from './page-states.tsx';
import { readProtocolSearch } from './protocol-search.ts';
import { safeReturnAddress } from './return-address.ts';
import { Shell } from './shell.tsx';

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet });

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/eingang', search: {} });
  },
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/anmelden',
  validateSearch: (search): { zurueck?: string } => {
    const address = safeReturnAddress(search['zurueck']);
    return address === '/eingang' ? {} : { zurueck: address };
  },
  pendingComponent: FirstPageLoading,
  component: lazyRouteComponent(() => import('../features/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/einladung',
  pendingComponent: FirstPageLoading,
  component: lazyRouteComponent(() => import('../features/invitation/invitation-page.tsx'), 'InvitationPage'),
});

const askForPasswordResetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/passwort-vergessen',
  pendingComponent: FirstPageLoading,
  component: lazyRouteComponent(() => import('../features/password-reset/ask-page.tsx'), 'AskForPasswordResetPage'),
});

const choosePasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/passwort',
  pendingComponent: FirstPageLoading,
  component: lazyRouteComponent(() => import('../features/password-reset/choose-page.tsx'), 'ChoosePasswordPage'),
});

/** Everything for members of the firm: without a session the way leads over the sign-in and back here. */
const staffRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'staff',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (session?.scope !== 'full') throw redirect({ to: '/anmelden', search: { zurueck: location.href } });
    return { session };
  },
  pendingComponent: FirstPageLoading,
  component: Shell,
});

const inboxRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/eingang',
  validateSearch: readInboxSearch,
  component: lazyRouteComponent(() => import('../features/inbox/inbox-page.tsx'), 'InboxPage'),
});

const dropoffRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/eingang/$id',
  component: lazyRouteComponent(() => import('../features/inbox/dropoff-page.tsx'), 'DropoffPage'),
});

const customersRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/kunden',
  validateSearch: readSearchWord,
  component: lazyRouteComponent(() => import('../features/customers/customers-page.tsx'), 'CustomersPage'),
});

const messagesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/nachrichten',
  component: lazyRouteComponent(() => import('../features/messages/messages-page.tsx'), 'MessagesPage'),
});

const protocolRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/protokoll',
  validateSearch: readProtocolSearch,
  component: lazyRouteComponent(() => import('../features/protocol/protocol-page.tsx'), 'ProtocolPage'),
});

const requestsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/anfragen',
  component: lazyRouteComponent(() => import('../features/requests/requests-page.tsx'), 'RequestsPage'),
});

const retentionRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/loeschung',
  component: lazyRouteComponent(() => import('../features/retention/retention-page.tsx'), 'RetentionPage'),
});

const teamRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/team',
  component: lazyRouteComponent(() => import('../features/team/team-page.tsx'), 'TeamPage'),
});

const accountRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/konto',
  component: lazyRouteComponent(() => import('../features/account/account-page.tsx'), 'AccountPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/einstellungen',
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
});

const profilesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/profile',
  component: lazyRouteComponent(() => import('../features/profiles/profiles-page.tsx'), 'ProfilesPage'),
});

const profileRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/profile/$id',
  component: lazyRouteComponent(() => import('../features/profiles/profile-editor-page.tsx'), 'ProfileEditorPage'),
});

export function createStaffRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: rootRoute.addChildren([
      homeRoute,
      signInRoute,
      invitationRoute,
      askForPasswordResetRoute,
      choosePasswordRoute,
      staffRoute.addChildren([
        inboxRoute,
        dropoffRoute,
        customersRoute,
        messagesRoute,
        protocolRoute,
        requestsRoute,
        retentionRoute,
        teamRoute,
        accountRoute,
        profilesRoute,
        profileRoute,
        settingsRoute,
      ]),
    ]),
    context: { queryClient },
    parseSearch,
    stringifySearch: writeSearch,
    // An address keeps its scroll: whoever comes back to a list stands where they left it.
    scrollRestoration: true,
    getScrollRestorationKey: (location) => location.href,
    defaultPreload: 'intent',
    // Nothing turns before 400 ms.
    defaultPendingMs: 400,
    defaultPendingComponent: PageLoading,
    defaultErrorComponent: PageFailed,
    defaultNotFoundComponent: PageMissing,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createStaffRouter>;
  }
}
