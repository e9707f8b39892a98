import '../ui/base.css';

import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

import { ImprintPage } from '../features/about/imprint-page.tsx';
import { NotFoundPage } from '../features/about/not-found-page.tsx';
import { PrivacyPage } from '../features/about/privacy-page.tsx';
import { SetupPage } from '../features/setup/setup-page.tsx';
import { ContactPage } from '../features/contact/contact-page.tsx';
import { AccessesPage } from '../features/accesses/accesses-page.tsx';
import { VerifyPage } from '../features/verify/verify-page.tsx';

/** The small public pages that need no upload and no sign-in; every other address shows that it leads nowhere. */
const pages: Record<string, ReactNode> = {
  '/datenschutz': <PrivacyPage />,
  '/impressum': <ImprintPage />,
  '/einrichten': <SetupPage />,
  '/pruefen': <VerifyPage />,
  '/zugriffe': <AccessesPage />,
  '/kontakt': <ContactPage />,
};

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');
createRoot(root).render(<StrictMode>{pages[location.pathname] ?? <NotFoundPage />}</StrictMode>);
