import '../ui/base.css';

import { createApi } from '@schleuse/client/api';
import { createUploadQueue } from '@schleuse/client/upload-queue';
import { createWebResumeStore } from '@schleuse/client/web-resume-store';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { solveChallenge } from '../api/solve-challenge.ts';
import { DropoffPage } from '../features/dropoff/dropoff-page.tsx';
import { openDropoff } from '../features/dropoff/open-dropoff.ts';
import { createSavedDropoffs } from '../features/dropoff/saved-dropoff.ts';
import { StepDetails } from '../features/dropoff/step-details.tsx';
import { StepFiles } from '../features/dropoff/step-files.tsx';
import { StepSending } from '../features/dropoff/step-sending.tsx';
import { SuccessPage } from '../features/dropoff/success-page.tsx';
import { createWizard } from '../features/dropoff/wizard.ts';

const address = new URLSearchParams(location.search);
const firm = address.get('firma');
const api = createApi();
const root = createRoot(document.querySelector('#root') as Element);

// Only a link that carries more than the customer number needs the rest.
const loadArranged = () => import('../features/arranged/arrange.tsx');
const arranged = /[?&](fall|sig)=|#anfrage/.test(location.href)
  ? await (await loadArranged()).arrange(address)
  : undefined;

const wizard = createWizard({
  api: {
    ...api,
    async firm(id) {
      const found = await api.firm(id);
      if (!found.requireRequest || arranged) return found;
      (await loadArranged()).showOnlyAsked(root, found.name);
      return new Promise(() => undefined);
    },
  },
  remembered: createSavedDropoffs(arranged?.database),
  makeQueue: (dropoff) => createUploadQueue({ api, access: dropoff, store: createWebResumeStore(dropoff.id) }),
  forgetQueue: (dropoff) => createWebResumeStore(dropoff.id).clear(),
  openDropoff(request, onProof) {
    const opened = openDropoff(api, { ...request, ...arranged?.fields }, solveChallenge, onProof);
    return arranged?.noting(opened) ?? opened;
  },
  prefill: { customerNumber: arranged?.customerNumber ?? address.get('kunde') ?? '', ...(firm && { firm }) },
});
void wizard.load();

root.render(
  <StrictMode>
    <DropoffPage
      wizard={wizard}
      api={api}
      views={{
        Details: arranged?.detailsOver(StepDetails) ?? StepDetails,
        Files: StepFiles,
        Sending: StepSending,
        Done: SuccessPage,
      }}
    />
  </StrictMode>,
);
