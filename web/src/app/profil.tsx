import '../ui/base.css';

import { createApi } from '@schleuse/client/api';
import { createUploadQueue } from '@schleuse/client/upload-queue';
import { createWebResumeStore } from '@schleuse/client/web-resume-store';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { solveChallenge } from '../api/solve-challenge.ts';
import { openDropoff } from '../features/dropoff/open-dropoff.ts';
import { createSavedDropoffs } from '../features/dropoff/saved-dropoff.ts';
import { createWizard } from '../features/dropoff/wizard.ts';
import { createProfileDesk } from '../features/profile/profile-desk.ts';
import { createProfileForm } from '../features/profile/profile-form.ts';
import { ProfilePage } from '../features/profile/profile-page.tsx';
import { createProfileViews } from '../features/profile/profile-views.tsx';

const address = new URLSearchParams(location.search);
const firm = address.get('firma');
const caseReference = address.get('fall');
// The last part of the address is the profile's name.
const profile = decodeURIComponent(location.pathname.split('/')[2] ?? '');
const api = createApi();
const form = createProfileForm(profile, caseReference ? { caseReference } : {});
const desk = createProfileDesk(api, form);

const element = document.getElementById('root');
if (!element) throw new Error('The page has no root element.');
const root = createRoot(element);
const loadArranged = () => import('../features/arranged/arrange.tsx');
const arranged = /[?&](fall|sig)=|#anfrage/.test(location.href)
  ? await (await loadArranged()).arrange(address)
  : undefined;

const wizard = createWizard({
  api: {
    ...api,
    async firm(firmId) {
      const found = await api.firm(firmId, profile);
      if (!found.requireRequest || arranged) return found;
      (await loadArranged()).showOnlyAsked(root, found.name);
      return new Promise(() => undefined);
    },
  },
  remembered: desk.forgotten.wrap(createSavedDropoffs(`${arranged?.database ?? 'schleuse'}.${profile}`)),
  makeQueue: (dropoff) => createUploadQueue({ api, access: dropoff, store: createWebResumeStore(dropoff.id) }),
  forgetQueue: (dropoff) => createWebResumeStore(dropoff.id).clear(),
  openDropoff(request, onProof) {
    const fields = { ...request, ...arranged?.fields, profile, answers: form.answers() };
    const opened = openDropoff(api, fields, solveChallenge, onProof);
    return arranged?.noting(opened) ?? opened;
  },
  prefill: { customerNumber: arranged?.customerNumber ?? address.get('kunde') ?? '', ...(firm && { firm }) },
});
void wizard.load();

const views = createProfileViews(desk);
root.render(
  <StrictMode>
    <ProfilePage
      wizard={wizard}
      api={api}
      views={arranged ? { ...views, Details: arranged.detailsOver(views.Details) } : views}
    />
  </StrictMode>,
);
