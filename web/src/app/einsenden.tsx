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

const wizard = createWizard({
  api,
  remembered: createSavedDropoffs(),
  makeQueue: (dropoff) => createUploadQueue({ api, access: dropoff, store: createWebResumeStore(dropoff.id) }),
  forgetQueue: (dropoff) => createWebResumeStore(dropoff.id).clear(),
  openDropoff: (request, onProof) => openDropoff(api, request, solveChallenge, onProof),
  prefill: { customerNumber: address.get('kunde') ?? '', ...(firm && { firm }) },
});
void wizard.load();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');
createRoot(root).render(
  <StrictMode>
    <DropoffPage
      wizard={wizard}
      api={api}
      views={{ Details: StepDetails, Files: StepFiles, Sending: StepSending, Done: SuccessPage }}
    />
  </StrictMode>,
);
